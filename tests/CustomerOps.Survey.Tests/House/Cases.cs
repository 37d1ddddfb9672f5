using System.Net.Http.Json;
using System.Text.Json;
using CustomerOps.Contracts.Ticketing;

namespace CustomerOps.Survey.Tests.House;

/// <summary>Cases as Ticketing would tell them, each with a customer of its own.</summary>
internal static class Cases
{
    public static TicketCustomer NewCustomer(string language = "en", bool consent = true, string? email = "") =>
        new(Guid.CreateVersion7(), "Kari Nordmann", email == "" ? $"kari.{Guid.NewGuid():n}@example.org" : email, language, consent);

    public static TicketSolved Solved(TicketCustomer customer, Guid? ticketId = null, DateTimeOffset? at = null, string origin = "contact", string? branch = "main", string channel = "email", (Guid, string)? by = null) =>
        new(ticketId ?? Guid.CreateVersion7(), "T-1", channel, origin, "Broken lamp", branch, [], customer, by?.Item1, by?.Item2, at ?? DateTimeOffset.UtcNow);

    public static OrderCompleted Completed(TicketCustomer customer) =>
        new(Guid.CreateVersion7(), "A-1", customer, "harbour", "EUR", 12.50m, DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow);

    /// <summary>A solved ticket of nordlys with its invitation sent.</summary>
    public static async Task<(Guid InvitationId, string Token, TicketSolved Solved)> Invite(SurveyHouse house, string language = "en", TicketCustomer? customer = null)
    {
        var solved = Solved(customer ?? NewCustomer(language));
        await house.Partner.Tell(house.Nordlys, solved);
        var invitation = (await house.InvitationFor(solved.TicketId, "sending")).GetProperty("id").GetGuid();
        return (invitation, await house.Partner.TokenFor(invitation), solved);
    }

    public static Task<HttpResponseMessage> Answer(SurveyHouse house, string token, params (string Question, object? Value)[] answers) =>
        house.Customer.PostAsJsonAsync($"/api/v1/survey-answers/{token}", new { answers = answers.Select(a => new { question = a.Question, value = a.Value }) });

    public static async Task<string?> Code(HttpResponseMessage answer) => (await Body(answer)).GetProperty("code").GetString();

    /// <summary>The answer's JSON, as often as asked.</summary>
    public static async Task<JsonElement> Body(HttpResponseMessage answer) => JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());

    /// <summary>A valid draft whose parts tests replace.</summary>
    public static Dictionary<string, object?> Draft(string kind = "order", string name = "Draft") => new()
    {
        ["name"] = name, ["trigger"] = new { kind, delaySeconds = 0 }, ["title"] = new { en = "Title" },
        ["questions"] = new object[] { new { id = "nps", type = "nps", text = new { en = "Recommend?" }, required = true } },
        ["waivedLanguages"] = (string[])["da", "nb", "sv", "fi", "hu"],
    };
}
