import { runAuditProgram } from '@kequan/kit';
import { auditCommand } from './audit-command';

void runAuditProgram((db, say) => auditCommand(db('voucher'), say));
