using System.Security.Cryptography;
using System.Text;

namespace CustomerOps.Testing.Stack;

public static class SignedInCustomer
{
    /// <summary>A customer's session as Identity begins one when the mailed link is opened.</summary>
    public static async Task<HttpClient> SignedIn(this ServiceStack stack, string organisation, string email)
    {
        var secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        await using var identity = stack.Database("identity");
        await using var session = identity.CreateCommand("""
            insert into sessions (id, tenant_id, secret_hash, customer_email, user_agent, address, created_at, last_seen_at, ends_at)
            values (gen_random_uuid(), $1, $2, $3, 'test', '127.0.0.1', now(), now(), now() + interval '1 hour')
            """);
        foreach (var value in (object[])[stack.Organisation(organisation), SHA256.HashData(Encoding.UTF8.GetBytes(secret)), email]) session.Parameters.Add(new() { Value = value });
        await session.ExecuteNonQueryAsync();
        var client = stack.Anonymous();
        client.DefaultRequestHeaders.Add("Cookie", $"customerops-session={secret}");
        client.DefaultRequestHeaders.Add("X-CustomerOps-Csrf", "1");
        return client;
    }
}
