using System.Text;
using System.Text.Json;
using CustomerOps.Benchmarks.Floors;
using CustomerOps.Benchmarks.Measures;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.Testing.Servers;
using CustomerOps.Testing.Stack;
using Npgsql;

namespace CustomerOps.Benchmarks;

/// <summary>Servers, services and floors as they are measured, with tickets to read.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private const string GatewaySecret = "gateway-key-of-the-benchmarks";
    private const int SeededTickets = 1_000;
    private readonly List<IAsyncDisposable> _started = [];
    private Guid[] _tickets = [];
    private Door? _door, _limited;

    public required int Clients { get; init; }

    /// <summary>How many are written where many are wanted.</summary>
    public required int Tickets { get; init; }
    public TestServers Servers { get; private set; } = null!;
    public ServiceStack Stack { get; private set; } = null!;

    /// <summary>The gateway, with an agent's API key.</summary>
    public Api Gateway { get; private set; } = null!;

    /// <summary>The bare answer without the gateway in front.</summary>
    public Api Bare { get; private set; } = null!;
    public BareJson Json { get; private set; } = null!;
    public BareDatabase Database { get; private set; } = null!;
    public BareBroker Broker { get; private set; } = null!;
    public Invited Invited { get; private set; } = null!;

    public static async Task<Bench> Start(int clients, int tickets)
    {
        var bench = new Bench { Clients = clients, Tickets = tickets };
        try
        {
            await bench.StartServices();
            await bench.SeedTickets();
            await bench.StartFloors();
            return bench;
        }
        catch (Exception problem)
        {
            // Told before the servers are stopped, which may fail too and would hide it.
            await Console.Error.WriteLineAsync($"{problem.Message}\n{bench.Logs()}");
            await bench.DisposeAsync();
            throw;
        }
    }

    /// <summary>The gateway by itself, opened when the first measure wants it.</summary>
    public async Task<Door> Door()
    {
        if (_door is null) _started.Add(_door = await Benchmarks.Door.Open(Servers, Json));
        return _door;
    }

    /// <summary>The same with the limits it has by default.</summary>
    public async Task<Door> LimitedDoor()
    {
        if (_limited is null) _started.Add(_limited = await Benchmarks.Door.Open(Servers, Json, limited: true));
        return _limited;
    }

    /// <summary>The path of one of the tickets in hand, all opened through the gateway.</summary>
    public string AnyTicket() => $"/api/v1/tickets/{_tickets[Random.Shared.Next(_tickets.Length)]}";

    /// <summary>Opens tickets through the gateway until so many are in hand, and waits until all that follows from them is done.</summary>
    public async Task OpenUntil(int many)
    {
        var tickets = _tickets;
        if (tickets.Length >= many) return;
        Array.Resize(ref tickets, many);
        await Parallel.ForAsync(_tickets.Length, many, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (i, _) => tickets[i] = await Open(TicketTexts.OfKnownCustomer()));
        _tickets = tickets;
        await Settle();
    }

    /// <summary>Opens a ticket through the gateway.</summary>
    public async Task<Guid> Open(byte[] body) => Id(await Gateway.Post("/api/v1/tickets", body));

    /// <summary>Ticketing itself, with the internal token the gateway would send. It lives five minutes.</summary>
    public Api Ticketing()
    {
        var mint = new TokenMint(SigningKey.Derive(GatewaySecret, "gateway-token"), TokenMint.GatewayIssuer, TimeProvider.System);
        return new Api(Stack.Direct("ticketing"), mint.Mint(new Caller(Stack.Organisation("nordlys"), Guid.NewGuid(), "agent", "key", [Roles.Agent], [])));
    }

    /// <summary>The gateway, with a manager's API key.</summary>
    public Api Manager()
    {
        using var manager = Stack.Client("nordlys", "manager");
        return new Api(Stack.Gateway, manager.DefaultRequestHeaders.Authorization!.Parameter!);
    }

    /// <summary>Waits until nothing is on its way any more, so that one measurement does not pay for the one before.</summary>
    public Task Settle() => Task.WhenAll(Quiet("ticketing"), Quiet("survey"));

    public async ValueTask DisposeAsync()
    {
        foreach (var started in Enumerable.Reverse(_started)) await started.DisposeAsync();
    }

    /// <summary>What the services wrote last, for the message when something failed.</summary>
    public string Logs() => string.Concat(new[] { "gateway", "identity", "ticketing", "survey", "staffing" }.Select(s => $"\n--- {s}\n{Stack?.Log(s, 12)}"));

    private async Task StartServices()
    {
        _started.Add(Servers = await TestServers.Start());
        _started.Add(Json = await BareJson.Start());
        // Production: as a deployment runs. The knowledge base's address leads to the bare answer.
        var environment = new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["Keys__Gateway"] = GatewaySecret, ["services__knowledge-base__http__0"] = $"{Json.Address}" };
        _started.Add(Stack = await ServiceStack.Start(["ticketing", "survey", "staffing"], environment, Servers));
        using var agent = Stack.Client("nordlys", "agent");
        Gateway = new Api(Stack.Gateway, agent.DefaultRequestHeaders.Authorization!.Parameter!);
        Bare = new Api(Json.Address, agent.DefaultRequestHeaders.Authorization.Parameter!);
        _started.Add(Invited = await Invited.Listen(Stack.Bus));
    }

    private async Task SeedTickets()
    {
        await FirstTicket();
        await OpenUntil(SeededTickets);
        await Task.WhenAll(Analyze("ticketing"), Analyze("survey"), Analyze("staffing"));
        Json.OneBody = await Gateway.Get($"/api/v1/tickets/{_tickets[0]}");
        Json.ManyBody = await Gateway.Get("/api/v1/tickets?limit=50");
    }

    /// <summary>On a busy machine the first of all requests may run into a deadline between services: everything on its way is compiled then.</summary>
    private async Task FirstTicket()
    {
        for (var tries = 1; ; tries++)
        {
            try { await Open(TicketTexts.OfKnownCustomer()); return; }
            catch (InvalidOperationException) when (tries < 5) { await Task.Delay(1000); }
        }
    }

    private async Task StartFloors()
    {
        await using var ticketing = Stack.Database("ticketing");
        await using var size = ticketing.CreateCommand("select avg(pg_column_size(t.*))::int from tickets t");
        var rowBytes = (int)(await size.ExecuteScalarAsync())!;
        _started.Add(Database = await BareDatabase.Start(Servers.Postgres("floor"), Clients, rowBytes));
        _started.Add(Broker = await BareBroker.Start(await Servers.Bus("floor"), Clients));
    }

    /// <summary>What autovacuum does within a system's first minute: without it every plan is one for empty tables.</summary>
    private async Task Analyze(string service)
    {
        await using var source = Stack.Database(service);
        await using var analyze = source.CreateCommand("vacuum analyze");
        await analyze.ExecuteNonQueryAsync();
    }

    private async Task Quiet(string service)
    {
        await using var source = Stack.Database(service);
        var until = DateTime.UtcNow.AddMinutes(5);
        while (await Waiting(source) > 0)
        {
            if (DateTime.UtcNow > until) throw new TimeoutException($"{service} has not done its work within five minutes.");
            await Task.Delay(100);
        }
    }

    private static async Task<long> Waiting(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("select (select count(*) from outbox) + (select count(*) from due_messages where due_at <= now() or attempts > 0)");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static Guid Id(byte[] ticket)
    {
        var json = new Utf8JsonReader(ticket);
        while (json.Read())
            if (json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("id"u8) && json.Read()) return json.GetGuid();
        throw new InvalidOperationException($"No id in {Encoding.UTF8.GetString(ticket)}");
    }
}
