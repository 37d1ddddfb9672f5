namespace CustomerOps.Gateway.Routing;

/// <summary>Which service answers which path. What is not here does not exist outside.</summary>
internal static class RouteTable
{
    /// <summary>First path segments below <c>/api/v1</c>, by the service that owns them.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Api = new Dictionary<string, string[]>
    {
        ["identity"] = ["organisation", "partners", "session", "sessions", "authenticator"],
        ["ticketing"] =
        [
            "tickets", "customers", "customer-duplicates", "companies", "orders", "order-actions", "return-policy", "catalogue-items", "business-hours", "sla-policy", "calendars", "sla-policies", "clock-checks", "my-tickets", "search", "views", "reports", "problem-proposals", "opportunities", "queues", "pending-reasons",
            "reply-templates", "macros", "ticket-fields", "customer-fields", "order-fields", "triggers", "trigger-previews", "approvals", "approval-rules", "approval-delegation", "recurring-tickets", "bulk-runs", "tasks", "promises", "handling-notes", "checklists", "side-conversations", "mentions",
            "order-notices", "departments", "department-tasks", "complaints", "my-complaints", "complaint-policy", "complaint-causes", "complaint-guidance",
            "routing-rules", "routing-people", "escalation-rules", "escalation-line", "erasures", "retention-policy", "webhooks",
        ],
        ["survey"] = ["surveys", "survey-invitations", "scores"],
        ["knowledge-base"] = ["articles"],
        ["staffing"] = ["people", "skills", "arrivals", "forecasts", "staffing-requirements", "rotas", "shifts"],
    };

    /// <summary>Where a file is the body: as many bytes as a file may have, streamed through.</summary>
    public static readonly IReadOnlyDictionary<string, (string Path, long MaxBytes)[]> Uploads = new Dictionary<string, (string, long)[]>
    {
        ["ticketing"] = [("/api/v1/tickets/{id}/attachments", 25 * 1024 * 1024)],
    };

    /// <summary>The doors that take a password, a code or a mailed token, method and path: no credential is needed, and tries are few.</summary>
    public static readonly IReadOnlyDictionary<string, (string Method, string Path)[]> Doors = new Dictionary<string, (string, string)[]>
    {
        ["identity"] = [("POST", "/api/v1/session"), ("PUT", "/api/v1/password"), ("POST", "/api/v1/password-resets"), ("POST", "/api/v1/customer-sessions"), ("PUT", "/api/v1/customer-session"),
            ("POST", "/sign-in"), ("POST", "/sign-in/with-password"), ("POST", "/sign-in/password/{token}"), ("POST", "/sign-in/password/{token}/again"), ("POST", "/sign-in/customer/{token}"), ("POST", "/sign-in/customer/{token}/again")],
    };

    /// <summary>Paths that the customer's one-time link opens; no key is needed, the link is the key.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> ByLink = new Dictionary<string, string[]>
    {
        ["survey"] = ["/api/v1/survey-answers/{token}", "/s/{token}/{**rest}"],
        ["identity"] = ["/sign-in", "/sign-in/with-password", "/sign-in/provider/answer", "/sign-in/password/{token}", "/sign-in/customer/{token}"],
    };

    /// <summary>Our pages of who is signed in: open to anybody, and whose session the cookie is goes on with the request. They take forms of our own pages only.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> OwnPages = new Dictionary<string, string[]>
    {
        ["identity"] = ["/sign-in/session", "/sign-in/sign-out", "/sign-in/devices/{id}/end"],
    };
}
