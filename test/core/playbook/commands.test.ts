import { describe, expect, it } from 'vitest';
import { classifyCode } from '../../../electron/core/playbook/commands.ts';

describe('what a command would do', () => {
  it.each([
    ['bash', 'redis-cli -u $REDIS_URL INFO memory', 'read'],
    ['bash', 'kubectl get pods\nkubectl logs -f web-1', 'read'],
    ['bash', 'python manage.py dbshell\nSELECT count(*) FROM pg_stat_activity;', 'read'],
    ['bash', 'curl -s https://app.example/health/ | jq .status', 'read'],
    ['bash', 'doctl apps list-deployments <app-id>', 'read'],
    ['sql', 'EXPLAIN SELECT 1', 'read'],
    ['python', "from claims.models import Document\nDocument.objects.filter(status='failed').count()", 'read'],
    ['bash', 'doctl apps create-deployment <app-id> --force-rebuild', 'change'],
    ['bash', 'sudo systemctl restart celery', 'change'],
    ['bash', 'kubectl scale deployment/web --replicas=4', 'change'],
    ['bash', 'redis-cli CONFIG SET maxmemory 1gb', 'change'],
    ['sql', "UPDATE claims_document SET status = 'new'", 'change'],
    ['bash', 'curl -X POST https://app.example/retry', 'change'],
    ['python', 'user.is_active = False\nuser.save()', 'change'],
    ['bash', 'celery -A shop control revoke <task-id> --terminate', 'destroy'],
    ['bash', 'celery -A shop purge', 'destroy'],
    ['bash', 'redis-cli FLUSHDB', 'destroy'],
    ['bash', 'redis-cli DEL celery', 'destroy'],
    ['bash', 'df -h; rm -rf /var/log', 'destroy'],
    ['sql', 'SELECT 1; DROP TABLE x;', 'destroy'],
    ['sql', 'delete from core_auditlog', 'destroy'],
    ['bash', 'kubectl delete pod web-1', 'destroy'],
    ['bash', 'kill -9 4711', 'destroy'],
    ['bash', 'git push --force', 'destroy'],
    ['python', "Document.objects.filter(status='failed').delete()", 'destroy'],
    ['bash', './fix-everything.sh', 'unknown'],
    ['bash', 'redis-cli ping && ./fix-everything.sh', 'unknown'],
    ['bash', 'cat $(./which-file)', 'unknown'],
    ['bash', 'grep x log > /etc/passwd', 'unknown'],
    [null, '', 'unknown'],
  ])('%s %j: %s', (language, text, commandClass) => {
    expect(classifyCode(language, text)).toBe(commandClass);
  });

  it('a block is as bad as its worst line', () => {
    expect(classifyCode('bash', 'df -h\nsystemctl restart web')).toBe('change');
    expect(classifyCode('bash', 'systemctl restart web\n./x')).toBe('unknown');
    expect(classifyCode('bash', './x\nrm -r y')).toBe('destroy');
  });
});
