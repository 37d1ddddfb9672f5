using System.Net;
using System.Net.Http.Json;
using CustomerOps.Testing.Stack;
using Npgsql;
using Xunit;

namespace CustomerOps.Identity.Tests.SignIn;

/// <summary>People with passwords, in the organisations of the stack.</summary>
public sealed class SignInHouse(IdentityStack identity) : IAsyncLifetime
{
    public const string Password = "a long and odd sentence";
    private static int s_next;

    public ServiceStack Stack => identity.Stack;

    public Mails Mails { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Mails = await Mails.Listen(Stack.Bus);

    public ValueTask DisposeAsync() => Mails.DisposeAsync();

    public static string NewEmail() => $"person{Interlocked.Increment(ref s_next)}.{Guid.NewGuid():n}@example.com";

    /// <summary>Added by the organisation's manager.</summary>
    public async Task<Guid> Add(string slug, string email, params string[] roles)
    {
        using var manager = Stack.Client(slug, "manager");
        using var answer = await manager.PostAsJsonAsync("/api/v1/organisation/people", new { name = $"Name in {slug}", email, language = "da", roles = roles.Length == 0 ? ["agent"] : roles, branches = Array.Empty<string>() });
        if (answer.StatusCode != HttpStatusCode.Created) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
        return Guid.Parse((await answer.Json()).Text("id"));
    }

    /// <summary>Added and with the password chosen by the mailed link.</summary>
    public async Task<string> Person(string slug = "nordlys", params string[] roles)
    {
        var email = NewEmail();
        await Add(slug, email, roles);
        await ChoosePassword(email);
        return email;
    }

    public async Task ChoosePassword(string email, string password = Password, int mail = 1)
    {
        using var nobody = Stack.Anonymous();
        using var answer = await nobody.PutAsJsonAsync("/api/v1/password", new { token = await Mails.Token(email, mail), password });
        if (answer.StatusCode != HttpStatusCode.NoContent) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }

    public async Task<Browser> SignedIn(string email, string password = Password)
    {
        var browser = new Browser(Stack);
        using var answer = await browser.SignIn(email, password);
        if (answer.StatusCode != HttpStatusCode.Created) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
        return browser;
    }

    /// <summary>As the database's owner.</summary>
    public async Task<int> Change(string sql, params object[] values)
    {
        await using var database = Stack.Database("identity");
        await using var command = database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return await command.ExecuteNonQueryAsync();
    }

    public async Task<List<string>> Log(Guid subject)
    {
        await using var database = Stack.Database("identity");
        await using var command = database.CreateCommand("select what from access_log where subject_id = $1 order by at, id");
        command.Parameters.Add(new() { Value = subject });
        await using var rows = await command.ExecuteReaderAsync();
        var what = new List<string>();
        while (await rows.ReadAsync()) what.Add(rows.GetString(0));
        return what;
    }
}
