using CustomerOps.Messaging.PersonalData;

namespace CustomerOps.Ticketing.DataProtection;

/// <summary>
/// What Ticketing keeps of the people it serves. Tickets, orders and complaints stay as what they count for: when, where, how long, how much; what was said and whose it was goes.
/// Order numbers stay: the shop's books, which the law keeps, go by them.
/// </summary>
internal static class TicketingPersonalData
{
    private const string TheirTicket = "ticket_id = any($2)", Them = "customer_id = any($1)", Erased = "'[erased]'";
    private const string TheirRuns = $"select run_id from bulk_run_tickets where tenant_id = current_tenant() and {TheirTicket}";
    private const string TheirOrder = "order_id in (select id from orders where tenant_id = current_tenant() and customer_id = any($1))";

    public static PersonalDataCatalogue Catalogue { get; } = new([.. Conversations, .. Agreements, .. Work, .. Commerce, .. Person], Kept,
        "select id from tickets where tenant_id = current_tenant() and customer_id = any($1)");

    private static IEnumerable<PersonalRows> Conversations =>
    [
        new("drafts", TheirTicket),
        new("scheduled_messages", TheirTicket),
        new("attachment_chunks", $"attachment_id in (select id from attachments where tenant_id = current_tenant() and {TheirTicket})", Exported: false),
        new("attachments", TheirTicket),
        new("mail_file_pieces", $"file_id in (select id from mail_files where tenant_id = current_tenant() and {TheirTicket})", Exported: false),
        new("mail_files", TheirTicket),
        new("mails", $"{TheirTicket} or lower(correspondent) = any($3)", "message_id = null, correspondent = null, subject = '', body = null"),
        new("participants", "lower(email) = any($3)"),
        // Who else was written to there: nobody needs to know any more, and by them one could tell whose it was.
        new("participants", TheirTicket, Exported: false),
        new("side_messages", $"side_conversation_id in (select id from side_conversations where tenant_id = current_tenant() and {TheirTicket})", $"body = {Erased}, mail_id = null"),
        new("side_conversations", TheirTicket, $"subject = {Erased}"),
        new("side_conversations", "lower(email) = any($3)", "email = 'erased@invalid', name = null"),
        new("messages", $"{TheirTicket} or author_kind = 'customer' and author_id = any($1)",
            $"body = {Erased}, attachments = 0, author_name = case when author_kind = 'customer' then 'Erased' else author_name end"),
        new("incident_updates", TheirTicket, $"summary = case when summary is not null then {Erased} end, texts = (select coalesce(jsonb_object_agg(key, {Erased}), texts) from jsonb_each(texts))"),
    ];

    private static IEnumerable<PersonalRows> Agreements =>
    [
        // Whatever was told, or is still to be told, of them, their cases and orders, under whose id it may be.
        new("webhook_deliveries", """
            subject = any($1 || $2) or exists (
                select from unnest($1 || $2 || array(select id from orders where tenant_id = current_tenant() and customer_id = any($1))) id where strpos(body, id::text) > 0)
            """, Exported: false),
        new("handling_note_readers", $"note_id in (select id from handling_notes where tenant_id = current_tenant() and {Them})", Exported: false),
        new("handling_notes", Them),
        new("promises", Them, $"text = {Erased}, contact = null, attempts = blank(attempts, 'note'), outcome = case when outcome is not null then {Erased} end"),
        new("complaints", Them, $"""
            wants = null, answers = blank(answers, 'text'), remedies = blank(remedies, 'note|decisionNote'),
            withdrawn_because = case when withdrawn_because is not null then {Erased} end, review_reason = case when review_reason is not null then {Erased} end
            """),
        new("opportunities", Them, $"title = {Erased}, note = null, reason = case when reason is not null then {Erased} end"),
        new("customer_consents", Them),
    ];

    private static IEnumerable<PersonalRows> Work =>
    [
        // A run over others' tickets too says what is the organisation's.
        new("bulk_runs", $"""
            id in ({TheirRuns}) and id not in (select run_id from bulk_run_tickets where tenant_id = current_tenant() and run_id in ({TheirRuns}) and ticket_id <> all($2))
            """, "macro_name = '[erased]', actions = blank(actions, 'text')"),
        new("tasks", TheirTicket, $"title = {Erased}"),
        new("checklists", TheirTicket, $"title = {Erased}, items = blank(items, 'text')"),
        new("department_tasks", TheirTicket, $"title = {Erased}, details = null, order_number = null, answer = case when answer is not null then {Erased} end"),
        new("approvals", TheirTicket, $"subject = {Erased}, decisions = blank(decisions, 'comment')"),
        new("trigger_firings", $"{TheirTicket} or {Them}", "saw = '[]', changes = '[]', reason = null"),
        new("escalations", TheirTicket, $"reason = {Erased}"),
        new("manager_calls", TheirTicket, $"reason = {Erased}"),
        new("problem_proposals", $"id in (select proposal_id from problem_proposal_tickets where tenant_id = current_tenant() and {TheirTicket})", $"subject = {Erased}, words = '{{}}'", Exported: false),
        new("tickets", "id = any($2)", $"""
            subject = {Erased}, fields = jsonb_build_object(), version = version + 1,
            solution = case when solution is not null then {Erased} end, wait_reason = case when wait_reason is not null then {Erased} end
            """),
        new("timeline", $"{Them} or subject_id = any($2)", $"title = {Erased}"),
    ];

    private static IEnumerable<PersonalRows> Commerce =>
    [
        new("order_actions", TheirOrder, """
            address = null, reason = null, exception = null, note = null, refunds = blank(refunds, 'reference'), charges = blank(charges, 'reference'), version = version + 1
            """),
        new("sent_notices", TheirOrder),
        new("transits", TheirOrder, "tracking_number = gen_random_uuid()::text"),
        new("orders", Them, "payments = blank(payments, 'reference'), shipments = blank(shipments, 'place|trackingNumber'), fields = jsonb_build_object(), version = version + 1"),
    ];

    private static IEnumerable<PersonalRows> Person =>
    [
        new("early_readings", $"{Them} or email = any($3)"),
        new("company_members", Them),
        new("customer_identities", Them),
        new("customer_distinctions", "low_id = any($1) or high_id = any($1)"),
        new("customer_merges", "from_id = any($1) or into_id = any($1)", $"reason = {Erased}"),
        new("customers", "id = any($1)", """
            email = null, name = 'Erased', language = null, branch = null, payment_methods = '[]', preferences = null, fields = jsonb_build_object(), registered_at = null, survey_consent = false,
            erased_at = coalesce(erased_at, now()), version = version + 1
            """),
    ];

    /// <summary>What the organisation set up, what belongs to other customers by its own name, and words of the software.</summary>
    private static string[] Kept =>
    [
        "approval_rules", "calendars", "calendar_versions", "catalogue", "clock_facts", "company_domains", "complaint_causes", "complaint_policies", "customer_identities", "customers", "departments", "due_messages",
        "erasures", "erasure_signers", "escalation_lines", "escalation_rules", "escalation_watches", "holdings", "order_notices", "pending_reasons", "presences", "queues", "report_facts", "return_policies", "routing_decisions", "routing_looks",
        "routing_people", "routing_rules", "routing_turns", "search_entries", "search_vocabulary", "sla_policies", "sla_policy_versions", "ticket_clocks", "ticket_counters", "ticket_fields", "timer_watches", "transits", "contacts",
        "orders.external_id", "orders.status", "messages.visibility", "messages.author_kind", "side_messages.author_kind", "participants.email", "side_conversations.email", "attachments.sha256", "attachments.type", "mail_files.type",
        "mails.direction", "mails.mailbox", "mails.automatic", "mails.set_aside", "recurring_tickets", "tickets.origin", "tickets.pending_reason", "tickets.wait_end", "tickets.state_before", "customer_consents.purpose", "customer_consents.source",
        "bulk_run_tickets.code", "trigger_firings.happened", "trigger_firings.steps", "trigger_firings.outcome", "trigger_firings.code", "order_actions.papers", "order_actions.return_number", "order_actions.approver", "complaints.said_severity",
        "complaints.severity", "complaints.category", "complaints.cause", "complaints.sku", "complaints.outcome", "complaint_guidance.name", "complaint_guidance.severity", "complaint_guidance.cause", "department_tasks.department",
        "department_tasks.state", "company_members.access", "views.sort", "opportunities.sku", "drafts.visibility", "promises.kind", "approvals.escalate_to", "routing_decisions.reason", "sent_notices.about", "webhooks", "webhook_queue",
        "webhook_deliveries.type", "webhook_deliveries.because",
    ];
}
