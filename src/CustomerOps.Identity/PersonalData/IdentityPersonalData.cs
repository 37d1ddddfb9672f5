using CustomerOps.Messaging.PersonalData;

namespace CustomerOps.Identity.PersonalData;

/// <summary>
/// What Identity keeps of customers: that they came in by a mailed link. What happened at the door is kept for its own time, for the safety of all; there they
/// are a number made of their address, and the address of their device. Staff are the organisation's own matter, and nothing of theirs is touched.
/// </summary>
internal static class IdentityPersonalData
{
    /// <summary>The id of a customer who signed in, as <see cref="Sessions.Session.Customer"/> makes it.</summary>
    private const string TheirIds = """
        subject_id = any(array(
            select (substr(h, 7, 2) || substr(h, 5, 2) || substr(h, 3, 2) || substr(h, 1, 2) || substr(h, 11, 2) || substr(h, 9, 2) || substr(h, 15, 2) || substr(h, 13, 2) || substr(h, 17, 16))::uuid
            from unnest($3) email, encode(sha256(convert_to('customer/' || current_tenant() || '/' || email, 'UTF8')), 'hex') h))
        """;

    public static PersonalDataCatalogue Catalogue { get; } = new(
        [
            new("sessions", "customer_email = any($3)"),
            new("one_time_links", "lower(purpose) = 'customer' and email = any($3)"),
            new("access_log", TheirIds, Erased: false),
        ],
        Kept:
        [
            "accounts", "api_keys", "partners", "sign_in_providers", "sign_in_domains", "provider_links", "sign_in_attempts", "sign_in_tries", "signing_generations",
            "access_log", "sessions", "one_time_links",
        ]);
}
