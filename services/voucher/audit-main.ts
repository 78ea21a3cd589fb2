import { runAuditProgram } from '@kequan/kit';
import { auditCommand } from './audit-command';

void runAuditProgram(['voucher'], ({ voucher }, say) => auditCommand(voucher, say));
