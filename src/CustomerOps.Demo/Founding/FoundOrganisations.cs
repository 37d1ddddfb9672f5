using System.Net;
using System.Net.Http.Json;
using CustomerOps.Demo.Gateway;
using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Demo.Founding;

/// <summary>Brings the demo organisations to life by Identity's operator command and keeps their keys in the file. A key that still works stays.</summary>
internal sealed class FoundOrganisations(DemoSettings settings, HttpClient http)
{
    public async Task<Dictionary<string, Dictionary<string, string>>> Run(CancellationToken stop)
    {
        var keys = DemoKeys.Read(settings.KeysFile);
        foreach (var profile in Profile.All)
        {
            if (!keys.TryGetValue(profile.Slug, out var known)) keys[profile.Slug] = known = [];
            var missing = new List<string>();
            foreach (var role in Profile.Roles)
                if (!known.TryGetValue(role, out var key) || !await Works(key, stop)) missing.Add(role);
            if (missing.Count == 0) continue;
            foreach (var (role, key) in await Mint(profile, missing, stop)) known[role] = key;
            DemoKeys.Write(settings.KeysFile, keys);
        }

        return keys;
    }

    /// <summary>A role that may not read the organisation is told 403: its key is known none the less.</summary>
    private async Task<bool> Works(string key, CancellationToken stop)
    {
        using var client = new GatewayClient(settings.Gateway, key);
        try
        {
            await client.Get("/api/v1/organisation", stop);
            return true;
        }
        catch (GatewayProblem problem) when (problem.Status == HttpStatusCode.Forbidden) { return true; }
        catch (KeyUnknown) { return false; }
    }

    private async Task<Dictionary<string, string>> Mint(Profile profile, IEnumerable<string> roles, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(settings.Identity, "/internal/organisations"))
        {
            Content = JsonContent.Create(new
            {
                slug = profile.Slug, name = profile.Name, timeZone = profile.TimeZone, languages = profile.Languages, branches = profile.Branches,
                keys = roles.Select(r => new { name = r, roles = (string[])[r] }),
            }),
        };
        request.Headers.Add(OperatorAccess.Header, settings.OperatorKey);
        using var answer = await http.SendAsync(request, stop);
        if (!answer.IsSuccessStatusCode) throw new HttpRequestException($"Identity did not found {profile.Slug}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(stop)}", null, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<Founded>(stop))!.Keys;
    }

    private sealed record Founded(Guid OrganisationId, Dictionary<string, string> Keys);
}
