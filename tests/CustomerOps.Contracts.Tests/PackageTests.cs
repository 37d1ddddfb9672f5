using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;
using CustomerOps.Testing.Stack;
using Shouldly;
using Xunit;

namespace CustomerOps.Contracts.Tests;

/// <summary>What partners and their tools get.</summary>
public sealed class PackageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(300);

    [Fact]
    public async Task The_package_holds_the_specs_and_needs_no_bus()
    {
        var folder = Directory.CreateTempSubdirectory("customerops-package-");
        try
        {
            var configuration = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/')).Parent!.Name;
            var (code, said) = await Run("dotnet", Repository.Root, "pack", "src/CustomerOps.Contracts/CustomerOps.Contracts.csproj", "--no-build", "--nologo", "-c", configuration, "-o", folder.FullName);
            code.ShouldBe(0, said);
            await using var package = await ZipFile.OpenReadAsync(folder.GetFiles("*.nupkg").Single().FullName);
            var names = package.Entries.Select(e => e.FullName).ToList();
            names.ShouldContain("README.md");
            names.ShouldContain("specs/asyncapi.json");
            names.ShouldContain("specs/events/order-completed.v1.json");
            await using var manifest = await package.Entries.Single(e => e.Name.EndsWith(".nuspec", StringComparison.Ordinal)).OpenAsync();
            var needs = (await XDocument.LoadAsync(manifest, LoadOptions.None, CancellationToken.None)).Descendants().Where(e => e.Name.LocalName == "dependency").Select(e => (string)e.Attribute("id")!).ToList();
            needs.ShouldNotBeEmpty();
            needs.ShouldAllBe(id => id == "Google.Protobuf" || id == "Grpc.Core.Api" || id.StartsWith("Grpc.Net."));
        }
        finally { folder.Delete(recursive: true); }
    }

    [Fact]
    public async Task The_official_parser_reads_the_document()
    {
        var folder = Path.Combine(Repository.Root, "tests/CustomerOps.Contracts.Tests/Parser");
        if (!File.Exists(Path.Combine(folder, "node_modules/.package-lock.json")))
        {
            var (installed, why) = await Run("npm", folder, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error");
            installed.ShouldBe(0, why);
        }

        var (code, said) = await Run("node", folder, "validate.mjs", Specs.SpecFiles.At("asyncapi.json"));
        code.ShouldBe(0, said);
        said.ShouldNotContain("warning");
        said.ShouldContain($"{Specs.SpecFiles.Events.Count} messages");
    }

    private static async Task<(int Code, string Said)> Run(string program, string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var deadline = new CancellationTokenSource(Patience);
        try
        {
            var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(deadline.Token), process.StandardError.ReadToEndAsync(deadline.Token));
            await process.WaitForExitAsync(deadline.Token);
            return (process.ExitCode, string.Concat(said));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {arguments[0]} took longer than {Patience.TotalSeconds} s.");
        }
    }
}
