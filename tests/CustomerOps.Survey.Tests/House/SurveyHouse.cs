using System.Net.Http.Json;
using System.Text.Json;
using CustomerOps.Survey.Tests.House;
using CustomerOps.Testing.Stack;

[assembly: AssemblyFixture(typeof(SurveyHouse))]

namespace CustomerOps.Survey.Tests.House;

/// <summary>Survey behind identity and the gateway, on real servers, with a partner on the same broker; shared by all tests of this project.</summary>
public sealed class SurveyHouse : IAsyncDisposable
{
    public ServiceStack Stack { get; private set; } = null!;

    public Partner Partner { get; private set; } = null!;

    public HttpClient Manager { get; private set; } = null!;

    public HttpClient Agent { get; private set; } = null!;

    public HttpClient Customer { get; private set; } = null!;

    public Guid Nordlys => Stack.Organisation("nordlys");

    public Guid Aurora => Stack.Organisation("aurora");

    private readonly Lazy<Task> _opened;

    public SurveyHouse() => _opened = new(Start);

    /// <summary>Starts everything when the first test needs it.</summary>
    public Task Open() => _opened.Value;

    private async Task Start()
    {
        Stack = await ServiceStack.Start("survey");
        Partner = await Partner.Connect(Stack.Bus);
        (Manager, Agent, Customer) = (Stack.Client("nordlys", "manager"), Stack.Client("nordlys", "agent"), Stack.Anonymous());
        foreach (var slug in (string[])["nordlys", "aurora"])
        {
            using var reader = Stack.Client(slug, "manager");
            // The first requests of cold processes may be told to try again.
            try { await Until(async () => (await reader.GetAsync("/api/v1/surveys")).IsSuccessStatusCode && (await Items(reader, "/api/v1/surveys")).Length >= 2); }
            catch (TimeoutException e) { throw new InvalidOperationException($"{slug} has no default surveys:\n{Stack.Log("survey")}\n{Stack.Log("gateway")}", e); }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in (HttpClient?[])[Manager, Agent, Customer]) client?.Dispose();
        if (Partner is not null) await Partner.DisposeAsync();
        if (Stack is not null) await Stack.DisposeAsync();
    }

    public static async Task<JsonElement[]> Items(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"GET {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").EnumerateArray()];
    }

    /// <summary>The only decision about this ticket; waits for it.</summary>
    public Task<JsonElement> InvitationFor(Guid ticketId, string? status = null, string kind = "ticketId") =>
        Until(async () => (await Items(Agent, $"/api/v1/survey-invitations?{kind}={ticketId}")).FirstOrDefault(i => status is null || i.GetProperty("status").GetString() == status) is { ValueKind: JsonValueKind.Object } found ? found : (JsonElement?)null);

    /// <summary>Waits until the service's database holds such a row.</summary>
    public async Task UntilStored(string select)
    {
        await using var database = Stack.Database("survey");
        await Until(async () =>
        {
            await using var command = database.CreateCommand($"select exists({select})");
            return (bool)(await command.ExecuteScalarAsync())!;
        });
    }

    public static async Task Until(Func<Task<bool>> holds) => await Until(async () => await holds() ? new object() : null, "it");

    public static async Task<T> Until<T>(Func<Task<T?>> found, string what = "it") where T : class
    {
        for (var tries = 0; tries < 800; tries++)
        {
            if (await found() is { } value) return value;
            await Task.Delay(50);
        }

        throw new TimeoutException($"Waited 40 seconds for {what}.");
    }

    public static async Task<JsonElement> Until(Func<Task<JsonElement?>> found)
    {
        var boxed = await Until(async () => await found() is { } value ? (object)value : null, "an answer");
        return (JsonElement)boxed;
    }
}

/// <summary>A test class that goes through the door.</summary>
public abstract class DoorTests(SurveyHouse house) : IAsyncLifetime
{
    protected SurveyHouse House { get; } = house;

    public async ValueTask InitializeAsync() => await House.Open();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
