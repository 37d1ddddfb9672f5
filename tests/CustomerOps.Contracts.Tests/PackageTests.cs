using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
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
    public async Task The_package_holds_its_readme_and_every_spec_and_needs_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("customerops-package-");
        try
        {
            await using var package = await ZipFile.OpenReadAsync(await Packed(folder));
            var manifest = XDocument.Parse(await Text(package, "CustomerOps.Contracts.nuspec")).Descendants().ToList();
            manifest.Where(e => e.Name.LocalName == "dependency").ShouldBeEmpty();
            manifest.Single(e => e.Name.LocalName == "readme").Value.ShouldBe("README.md");

            var ours = Path.Combine(Repository.Root, "src/CustomerOps.Contracts");
            (await Text(package, "README.md")).ShouldBe(await File.ReadAllTextAsync(Path.Combine(ours, "README.md")));
            var specs = Directory.GetFiles(Path.Combine(ours, "specs"), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(ours, f)).Order(StringComparer.Ordinal).ToList();
            specs.ShouldContain("specs/asyncapi.json");
            package.Entries.Select(e => e.FullName).Where(n => n.StartsWith("specs/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ShouldBe(specs);
            foreach (var spec in specs) (await Text(package, spec)).ShouldBe(await File.ReadAllTextAsync(Path.Combine(ours, spec)));
        }
        finally { folder.Delete(recursive: true); }
    }

    [Fact]
    public async Task Its_assembly_is_the_events_and_needs_the_framework_only()
    {
        var folder = Directory.CreateTempSubdirectory("customerops-package-");
        try
        {
            await using var package = await ZipFile.OpenReadAsync(await Packed(folder));
            package.Entries.Select(e => e.FullName).Where(n => n.StartsWith("lib/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ShouldBe(["lib/net10.0/CustomerOps.Contracts.dll", "lib/net10.0/CustomerOps.Contracts.xml"]);
            using var bytes = new MemoryStream();
            await using (var entry = await package.GetEntry("lib/net10.0/CustomerOps.Contracts.dll")!.OpenAsync()) await entry.CopyToAsync(bytes);
            bytes.Position = 0;
            using var assembly = new PEReader(bytes);
            var reader = assembly.GetMetadataReader();
            reader.AssemblyReferences.Select(r => reader.GetString(reader.GetAssemblyReference(r).Name)).ShouldAllBe(name => name.StartsWith("System.", StringComparison.Ordinal));
            var types = reader.TypeDefinitions.Select(t => reader.GetTypeDefinition(t)).Select(t => $"{reader.GetString(t.Namespace)}.{reader.GetString(t.Name)}").ToHashSet();
            foreach (var record in typeof(EventAttribute).Assembly.GetTypes().Where(t => t.GetCustomAttribute<EventAttribute>() is not null)) types.ShouldContain(record.FullName!);
            types.ShouldNotContain(name => name.Contains(".Grpc.", StringComparison.Ordinal));
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

    private static async Task<string> Packed(DirectoryInfo folder)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/')).Parent!.Name;
        var (code, said) = await Run("dotnet", Repository.Root, "pack", "src/CustomerOps.Contracts/CustomerOps.Contracts.csproj", "--nologo", "-c", configuration, "-o", folder.FullName, "-nodeReuse:false");
        code.ShouldBe(0, said);
        return folder.GetFiles("*.nupkg").Single().FullName;
    }

    private static async Task<string> Text(ZipArchive package, string name)
    {
        await using var entry = await (package.GetEntry(name) ?? throw new InvalidOperationException($"{name} is missing.")).OpenAsync();
        using var reader = new StreamReader(entry);
        return await reader.ReadToEndAsync();
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
