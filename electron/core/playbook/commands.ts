import type { CommandClass } from './model.ts';
import { statementsOf } from './statements.ts';

/**
 * What running a piece of code would do. One destroying line makes the block destroying, one that we do not know makes
 * it unknown. Only a label for the eye: nothing is ever run.
 */
export function classifyCode(language: string | null, text: string): CommandClass {
  const shellLike =
    language === null || !/^(?:python|py|sql|markdown|md|ya?ml|json|toml|ini|text|txt|log)$/iu.test(language);
  const classes = statementsOf(text)
    .flatMap((statement) => statement.split(/;|&&|\|\|?/u))
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
    .map((statement) => classify(statement, shellLike));
  for (const worst of ['destroy', 'unknown', 'change'] as const) if (classes.includes(worst)) return worst;
  return classes.length === 0 ? 'unknown' : 'read';
}

const DESTROYS = [
  /^(?:sudo )?(?:rm|shred|mkfs\S*|dd|dropdb|truncate|reboot|shutdown|halt|poweroff|wipefs)\b/iu,
  /^(?:drop|truncate|delete)\s/iu,
  /\b(?:drop (?:table|database|schema|index|role|user)|truncate table|delete from)\b/iu,
  /(?:\b|--)(?:flushall|flushdb|unlink|purge|destroy|terminate)\b/iu,
  /^redis-cli\b.*\s(?:del|shutdown|debug|script flush)\b/iu,
  /^celery\b.*\bcontrol shutdown\b/iu,
  /^(?:kubectl|doctl|aws|gcloud|az|docker|podman|helm|heroku|flyctl|s3cmd)\b.*\b(?:delete|rm|rmi|kill|prune|uninstall|terminate\S*|destroy)\b/iu,
  /^(?:sudo )?(?:kill|pkill|killall)\b.*-(?:9|kill|sigkill)\b/iu,
  /^git (?:reset --hard|clean\b.*-\S*f|push\b.*(?:--force|-f\b)|branch -D)/u,
  /^curl\b.*(?:-X ?|--request[ =])delete\b/iu,
  /\.delete\(|\.truncate\(|\.drop\(|shutil\.rmtree|os\.remove|manage\.py (?:flush|reset_db|sqlflush)\b/u,
];

const CHANGES = [
  /^(?:update|insert|alter|create|grant|revoke|vacuum|reindex|cluster|refresh|set|begin|commit|rollback|merge|call)\s/iu,
  /\bpg_(?:terminate_backend|cancel_backend|reload_conf)\b/iu,
  /^redis-cli\b.*\s(?:set\w*|expire|rename|lpush|rpush|lpop|rpop|lrem|ltrim|config set|client kill|failover|replicaof|slaveof|bgsave|save)\b/iu,
  /^celery\b.*\bcontrol\b/iu,
  /^doctl\b.*\b(?:create\S*|update\S*|restart|resize|rollback)\b/iu,
  /^kubectl\b.*\b(?:apply|scale|rollout (?:restart|undo|pause|resume)|patch|edit|set|cordon|uncordon|drain|exec|create|label|annotate)\b/iu,
  /^(?:docker|podman)\b.*\b(?:restart|start|stop|run|up|down|pull|build|compose up)\b/iu,
  /^(?:sudo )?(?:systemctl|service|supervisorctl)\b.*\b(?:restart|start|stop|reload|enable|disable)\b/iu,
  /^(?:sudo )?(?:kill|pkill|killall|cp|mv|mkdir|touch|chmod|chown|ln|export|apt|apt-get|yum|pip|npm|terraform|ansible\S*|helm|heroku)\b/iu,
  /^git (?:pull|push|checkout|switch|merge|rebase|revert|commit|reset|stash)\b/u,
  /^curl\b.*(?:-X ?|--request[ =])(?:post|put|patch)\b|^curl\b.*\s(?:-d|--data\S*|-F|--form|-T|--upload-file|-o|-O|--output)\b/iu,
  /manage\.py (?:migrate|loaddata|createsuperuser|changepassword|collectstatic|clearsessions)\b/u,
  /\.(?:update|save|create|bulk_create|bulk_update|get_or_create|update_or_create|add|set|apply_async|delay)\(/u,
  /^[\w.]+\s?=(?!=)/u,
];

const READS = [
  /^(?:select|show|explain(?! analy[sz]e (?:update|insert|delete))|table|values|\\[dlx?]\S*)(?:\s|$)/iu,
  /^redis-cli\b.*\s(?:ping|info|llen|hlen|get|mget|hget|hgetall|ttl|type|exists|lrange|scan|keys|dbsize|client list|memory \w+|slowlog get|config get|role|time|lastsave|monitor|latency \w+)\b/iu,
  /^celery\b.*\b(?:inspect|status|report|list)\b/iu,
  /^(?:doctl|kubectl|docker|podman|heroku|helm|aws|gcloud|systemctl|service|supervisorctl|sudo systemctl)\b.*\b(?:get|list\S*|ls|ps|logs?|describe\S*|inspect|top|stats|status|show|events|version|rollout (?:status|history))\b/iu,
  /^(?:curl|http|ping6?|dig|nslookup|host|traceroute|mtr|nc -z\S*|openssl s_client|ss|netstat|ip addr|ps|top|htop|free|df|du|uptime|vmstat|iostat|lsof|dmesg|journalctl|cat|less|head|tail|grep|zgrep|egrep|awk|wc|sort|uniq|cut|jq|ls|find(?!.*-delete)|stat|date|whoami|hostname|id|env|printenv|echo|which|pg_isready|watch|cd)\b/iu,
  /^git (?:log|status|diff|show|blame|branch$)/u,
  /^(?:psql|mysql|redis-cli|python3? manage\.py (?:dbshell|shell|shell_plus|check|showmigrations))(?: (?!-c|--command)\S+)*$/iu,
  /^(?:from [\w.]+ )?import [\w., ]+$/u,
];

const PYTHON_QUERY =
  /^(?:[A-Z]\w*)\.(?:objects(?:\.(?:all|filter|exclude|get|values|values_list|order_by|count|first|last|exists|aggregate|annotate|distinct|latest|earliest|select_related|prefetch_related)\([^()]*\))+|get_\w+\([^()]*\))(?:\[[\d:-]*\])?$/u;

function classify(statement: string, shellLike: boolean): CommandClass {
  if (DESTROYS.some((pattern) => pattern.test(statement))) return 'destroy';
  if (CHANGES.some((pattern) => pattern.test(statement))) return 'change';
  if (shellLike && /\$\(|`|(?<![\d&])>{1,2}(?!\s*\/dev\/null|&)\s*\S/u.test(statement.replace(/<[\w -]+>/gu, '')))
    return 'unknown';
  if (PYTHON_QUERY.test(statement) || READS.some((pattern) => pattern.test(statement))) return 'read';
  return 'unknown';
}
