using System.Net;
using CustomerOps.Demo.Founding;
using CustomerOps.Demo.Gateway;
using CustomerOps.Testing.Stack;
using Shouldly;
using Xunit;

namespace CustomerOps.Demo.Tests.Founding;

[Collection("stacks")]
public sealed class FoundOrganisationsTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("customerops-demo-").FullName;
    private readonly HttpClient _http = new();
    private ServiceStack _stack = null!;

    public async ValueTask InitializeAsync() => _stack = await ServiceStack.Start();

    public async ValueTask DisposeAsync()
    {
        await _stack.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Keys_that_work_stay_and_those_that_do_not_are_minted_anew()
    {
        var found = new FoundOrganisations(new DemoSettings(_stack.Direct("identity"), _stack.Gateway, null, ServiceStack.OperatorKey, _folder, false), _http);
        var file = Path.Combine(_folder, "demo-keys.json");
        var first = await found.Run(default);
        first.Keys.ShouldBe(["nordlys", "aurora"], ignoreOrder: true);
        first.Values.ShouldAllBe(keys => Profile.Roles.All(keys.ContainsKey));
        (await Status(first["nordlys"]["admin"])).ShouldBe(HttpStatusCode.OK);
        (await Status(first["aurora"]["partner"])).ShouldBe(HttpStatusCode.Forbidden);
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var written = await File.ReadAllTextAsync(file);
        await found.Run(default);
        (await File.ReadAllTextAsync(file)).ShouldBe(written);

        var broken = DemoKeys.Read(file);
        broken["nordlys"]["agent"] = "cok_of-another-installation";
        DemoKeys.Write(file, broken);
        var mended = await found.Run(default);
        (await Status(mended["nordlys"]["agent"])).ShouldBe(HttpStatusCode.OK);
        mended["nordlys"]["admin"].ShouldBe(first["nordlys"]["admin"]);
        mended["aurora"].ShouldBe(first["aurora"]);
    }

    [Fact]
    public async Task Each_organisation_gets_its_addresses_and_those_of_others_stay()
    {
        var settings = new DemoSettings(_stack.Direct("identity"), _stack.Gateway, null, ServiceStack.OperatorKey, _folder, false);
        await File.WriteAllTextAsync(settings.MailboxesFile, """{"help@other.example":"0c7a6f60-0000-4000-8000-000000000001"}""");
        var keys = await new FoundOrganisations(settings, _http).Run(default);
        for (var run = 0; run < 2; run++) await GiveMailboxes.Run(settings, keys, default);
        var book = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(settings.MailboxesFile))!.AsObject();
        book.Select(m => m.Key).ShouldBe(["help@other.example", "support@nordlys.example", "orders@nordlys.example", "support@aurora.example", "orders@aurora.example"]);
        ((Guid)book["support@aurora.example"]!).ShouldBe(_stack.Organisation("aurora"));
    }

    [Fact]
    public async Task A_file_that_holds_no_keys_is_said_to_and_left_as_it_is()
    {
        var file = Path.Combine(_folder, "demo-keys.json");
        await File.WriteAllTextAsync(file, "[1]");
        var found = new FoundOrganisations(new DemoSettings(_stack.Direct("identity"), _stack.Gateway, null, ServiceStack.OperatorKey, _folder, false), _http);
        (await Should.ThrowAsync<InvalidDataException>(() => found.Run(default))).Message.ShouldContain(file);
        (await File.ReadAllTextAsync(file)).ShouldBe("[1]");
    }

    private async Task<HttpStatusCode> Status(string key)
    {
        using var client = new GatewayClient(_stack.Gateway, key);
        try
        {
            await client.Get("/api/v1/organisation", default);
            return HttpStatusCode.OK;
        }
        catch (GatewayProblem problem) { return problem.Status; }
    }
}
