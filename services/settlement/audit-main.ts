import { runAuditProgram } from '@kequan/kit';
import { auditCommand } from './audit-command';

void runAuditProgram(['settlement', 'voucher'], auditCommand);
