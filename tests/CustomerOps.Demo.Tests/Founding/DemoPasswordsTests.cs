using System.Net;
using System.Net.Http.Json;
using CustomerOps.Demo.Founding;
using CustomerOps.Testing.Stack;
using Shouldly;
using Xunit;

namespace CustomerOps.Demo.Tests.Founding;

[Collection("stacks")]
public sealed class DemoPasswordsTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("customerops-demo-").FullName;
    private readonly HttpClient _http = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_consultant_signs_in_with_the_password_in_the_file_and_it_stays()
    {
        await using var stack = await ServiceStack.Start([], new() { ["Demo__Passwords"] = "true" });
        var settings = new DemoSettings(stack.Direct("identity"), stack.Gateway, null, ServiceStack.OperatorKey, _folder, false);
        var keys = await new FoundOrganisations(settings, _http).Run(default);
        (await new DemoPasswords(settings, _http).Run(keys, default)).ShouldBeTrue();
        var written = await File.ReadAllTextAsync(settings.PasswordsFile);
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(settings.PasswordsFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        const string email = "consultant@advisers.example";
        var passwords = DemoKeys.Read(settings.PasswordsFile);
        passwords["nordlys"].Count.ShouldBeGreaterThan(6);
        passwords["nordlys"][email].ShouldBe(passwords["aurora"][email]);
        using var nobody = stack.Anonymous();
        var answer = await nobody.PostAsJsonAsync("/api/v1/session", new { email, password = passwords["nordlys"][email] });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        var me = await answer.Content.ReadAsStringAsync();
        foreach (var slug in (string[])["nordlys", "aurora"]) me.ShouldContain($"\"{slug}\"");

        (await new DemoPasswords(settings, _http).Run(keys, default)).ShouldBeTrue();
        (await File.ReadAllTextAsync(settings.PasswordsFile)).ShouldBe(written);
    }

    [Fact]
    public async Task Where_Identity_gives_no_passwords_nobody_gets_one()
    {
        await using var stack = await ServiceStack.Start();
        var settings = new DemoSettings(stack.Direct("identity"), stack.Gateway, null, ServiceStack.OperatorKey, _folder, false);
        (await new DemoPasswords(settings, _http).Run(await new FoundOrganisations(settings, _http).Run(default), default)).ShouldBeFalse();
        File.Exists(settings.PasswordsFile).ShouldBeFalse();
    }
}
