using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.DataProtection;

/// <summary>What must come to its end before a person can be erased: who is owed something could not be given it any more.</summary>
internal static class OpenMatters
{
    /// <param name="records">Of the person.</param>
    /// <returns>open-tickets, open-orders, open-returns, open-complaints, open-promises, recurring-tickets, planned-replies, untold-incidents; also of queues the asker may not read.</returns>
    public static Task<List<string>> WhatIsOpen(this TicketingDb db, Guid[] records, CancellationToken ct) => db.Database.SqlQuery<string>($"""
        select what as "Value" from (values
            (1, 'open-tickets', exists (select from tickets where tenant_id = current_tenant() and customer_id = any({records}) and state not in ('solved', 'closed'))),
            (2, 'open-orders', exists (select from orders where tenant_id = current_tenant() and customer_id = any({records}) and status in ('pending', 'processed'))),
            (3, 'open-returns', exists (select from order_actions a join orders o on o.tenant_id = a.tenant_id and o.id = a.order_id
                where o.tenant_id = current_tenant() and o.customer_id = any({records}) and a.state in ('awaiting-approval', 'approved'))),
            (4, 'open-complaints', exists (select from complaints where tenant_id = current_tenant() and customer_id = any({records}) and state not in ('answered', 'closed'))),
            (5, 'open-promises', exists (select from promises where tenant_id = current_tenant() and customer_id = any({records}) and state = 'open')),
            (6, 'recurring-tickets', exists (select from recurring_tickets r where r.tenant_id = current_tenant() and lower(r.spec #>> array['ticket', 'requesterEmail']) in (
                select c.email from customers c where c.tenant_id = current_tenant() and c.id = any({records})
                union select i.value from customer_identities i where i.tenant_id = current_tenant() and i.customer_id = any({records})))),
            (7, 'planned-replies', exists (select from scheduled_messages s join tickets t on t.tenant_id = s.tenant_id and t.id = s.ticket_id
                where s.tenant_id = current_tenant() and s.message_id is null and t.customer_id = any({records}))),
            (8, 'untold-incidents', exists (select from incident_updates u join tickets t on t.tenant_id = u.tenant_id and t.id = u.ticket_id
                where u.tenant_id = current_tenant() and t.customer_id = any({records}) and u.reached < u.incidents and u.told_at > now() - interval '1 day'))
            ) as open (place, what, is_open) where is_open order by place
        """).ToListAsync(ct);
}
