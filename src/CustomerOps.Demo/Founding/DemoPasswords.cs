using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using CustomerOps.Demo.Gateway;
using CustomerOps.Demo.Generating;
using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Demo.Founding;

/// <summary>
/// Lets one person of every role of each demo organisation sign in, and a consultant who belongs to both; the passwords are random and in a file
/// that only its owner may read. What is in the file stays.
/// </summary>
internal sealed class DemoPasswords(DemoSettings settings, HttpClient http)
{
    private const string Consultant = "consultant@advisers.example";

    /// <returns>False where Identity gives no passwords.</returns>
    public async Task<bool> Run(IReadOnlyDictionary<string, Dictionary<string, string>> keys, CancellationToken stop)
    {
        var known = DemoKeys.Read(settings.PasswordsFile);
        var shared = known.Values.Select(p => p.GetValueOrDefault(Consultant)).FirstOrDefault(p => p is not null) ?? New();
        foreach (var profile in Profile.All)
        {
            if (!known.TryGetValue(profile.Slug, out var passwords)) known[profile.Slug] = passwords = [];
            foreach (var colleague in People.Team(profile).DistinctBy(c => c.Role).Where(c => !passwords.ContainsKey(c.Email)))
                if (New() is var password && await Give(colleague.Email, password, stop)) passwords[colleague.Email] = password;
                else return false;
            if (passwords.ContainsKey(Consultant)) continue;
            await Join(profile, keys[profile.Slug]["manager"], stop);
            if (!await Give(Consultant, shared, stop)) return false;
            passwords[Consultant] = shared;
        }

        DemoKeys.Write(settings.PasswordsFile, known);
        return true;
    }

    private static string New() => RandomNumberGenerator.GetHexString(20, lowercase: true);

    private async Task<bool> Give(string email, string password, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(settings.Identity, "/internal/passwords")) { Content = JsonContent.Create(new { email, password }) };
        request.Headers.Add(OperatorAccess.Header, settings.OperatorKey);
        using var answer = await http.SendAsync(request, stop);
        // What is not there is refused like what is not allowed; the operator's key itself was taken when the organisation was founded.
        if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Unauthorized) return false;
        answer.EnsureSuccessStatusCode();
        return true;
    }

    private async Task Join(Profile profile, string key, CancellationToken stop)
    {
        using var manager = new GatewayClient(settings.Gateway, key);
        try { await manager.Post("/api/v1/organisation/people", new { name = "Clara Consultant", email = Consultant, language = "en", roles = (string[])["manager"] }, null, stop); }
        catch (GatewayProblem problem) when (problem.Code == "person.email-taken") { /* of an earlier run */ }
    }
}
