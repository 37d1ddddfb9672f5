#:property PublishAot=false

// Fills the package feed where the configured sources hold only a part of what CustomerOps needs.
// Missing assemblies are taken, unchanged and signed, out of the official Aspire CLI's bundle and packed under
// their own id and version; where the sources are whole, nothing is written but a stamp. Run: dotnet run eng/feed.cs
using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

const string AspireVersion = "13.5.4";
string[] aspirePackages = ["Aspire.AppHost.Sdk", "Aspire.Hosting.AppHost", "Aspire.Hosting.PostgreSQL", "Aspire.Hosting.RabbitMQ", "Aspire.Hosting.Redis"];
string[] bundledPackages =
[
    "Grpc.AspNetCore", "Grpc.AspNetCore.Server", "Grpc.AspNetCore.Server.ClientFactory", "Grpc.Core.Api", "Grpc.Net.Client",
    "Grpc.Net.ClientFactory", "Grpc.Net.Common", "Google.Protobuf", "System.IO.Hashing", "OpenTelemetry.Extensions.Hosting",
    "Microsoft.IdentityModel.Abstractions", "Microsoft.IdentityModel.JsonWebTokens", "Microsoft.IdentityModel.Logging",
    "Microsoft.IdentityModel.Protocols", "Microsoft.IdentityModel.Protocols.OpenIdConnect", "Microsoft.IdentityModel.Tokens",
    "System.IdentityModel.Tokens.Jwt", "Microsoft.Bcl.Cryptography",
];
const string NewRedis = "2.9.32", OldRedis = "1.2.6";

var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, ".."));
var feed = Path.Combine(root, ".feed");
var (packages, stampFile, propsFile) = (Path.Combine(feed, "packages"), Path.Combine(feed, "stamp"), Path.Combine(feed, "feed.props"));

try
{
    Directory.CreateDirectory(packages);
    var stamp = Stamp();
    if (!File.Exists(stampFile) || File.ReadAllText(stampFile) != stamp)
    {
        await Fill();
        File.WriteAllText(stampFile, stamp);
    }
    Console.WriteLine("feed: ready");
    return 0;
}
catch (FeedProblem problem)
{
    Console.Error.WriteLine($"feed: {problem.Message}");
    return 1;
}

static string ThisFile([CallerFilePath] string path = "") => path;

// A change of the pins or of this program asks the sources anew.
string Stamp() => Convert.ToHexString(SHA256.HashData([.. File.ReadAllBytes(Path.Combine(root, "Directory.Packages.props")), .. File.ReadAllBytes(ThisFile())]));

async Task Fill()
{
    var wanted = XDocument.Load(Path.Combine(root, "Directory.Packages.props")).Descendants("PackageVersion")
        .Where(p => bundledPackages.Contains((string)p.Attribute("Include")!)).ToDictionary(p => (string)p.Attribute("Include")!, p => (string)p.Attribute("Version")!);
    foreach (var id in aspirePackages) wanted[id] = AspireVersion;
    wanted["StackExchange.Redis"] = NewRedis;

    Console.WriteLine("feed: asking the package sources");
    var missing = await Missing(wanted);
    if (missing.Count == 0)
    {
        File.Delete(propsFile);
        return;
    }
    Console.WriteLine($"feed: {missing.Count} of {wanted.Count} packages are not there: {string.Join(", ", missing)}");
    PackMissing(await InstallAspireCli(), wanted, missing);
    WriteProps(missing);
}

// The ordinary restore is asked, where it finds the machine's settings but neither ours, nor our packed feed, nor the global cache.
async Task<SortedSet<string>> Missing(Dictionary<string, string> wanted)
{
    var folder = Directory.CreateDirectory(Path.Combine(feed, $"ask-{Environment.ProcessId}")).FullName;
    try
    {
        foreach (var ours in (string[])["Directory.Build.props", "Directory.Packages.props"]) File.WriteAllText(Path.Combine(folder, ours), "<Project />");
        var items = string.Concat(wanted.Select(w => $"<PackageDownload Include=\"{w.Key}\" Version=\"[{w.Value}]\" />"));
        File.WriteAllText(Path.Combine(folder, "ask.csproj"), $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup>{items}</ItemGroup></Project>");
        var (code, output) = await Run("dotnet", ["restore", "ask.csproj", "--packages", "packages", "--nologo"], folder);
        if (code == 0) return [];
        // NU1101: no such package; NU1102: no such version. Anything else, such as a source that does not answer, is a failure.
        var absent = Regex.Matches(output, @"error NU110[12]: Unable to find package (\S+?)(\.| with version) ").Select(m => m.Groups[1].Value).ToArray();
        return absent.Length > 0 && !Regex.IsMatch(output, @"error (?!NU110[12])")
            ? new SortedSet<string>(absent, StringComparer.Ordinal) : throw new FeedProblem($"the package sources do not answer:\n{Tail(output)}");
    }
    finally
    {
        Directory.Delete(folder, recursive: true);
    }
}

// Answers .feed/aspire, a link to the folder that holds managed/aspire-managed, whatever the CLI calls it.
async Task<string> InstallAspireCli()
{
    var link = Path.Combine(feed, "aspire");
    if (File.Exists(Path.Combine(link, "managed", "aspire-managed")) && File.ResolveLinkTarget(link, true)!.Name.StartsWith(AspireVersion, StringComparison.Ordinal)) return link;

    var package = $"@microsoft/aspire-cli-{(OperatingSystem.IsMacOS() ? "darwin" : "linux")}-{(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64")}";
    var cli = Path.Combine(feed, "cli");
    Console.WriteLine($"feed: installing {package} {AspireVersion} (145 MB, once)");
    Directory.CreateDirectory(cli);
    File.WriteAllText(Path.Combine(cli, "package.json"), "{ \"private\": true }");
    var (code, output) = await Run("npm", ["install", "--no-audit", "--no-fund", "--no-save", "--no-package-lock", "--loglevel=error", $"{package}@{AspireVersion}"], cli);
    if (code != 0) throw new FeedProblem($"npm could not install {package} {AspireVersion}:\n{Tail(output)}");
    var installed = Path.Combine([cli, "node_modules", .. package.Split('/')]);
    (code, output) = await Run(Path.Combine(installed, "bin", "aspire"), ["setup", "--non-interactive"], cli, home: cli);
    if (code != 0) throw new FeedProblem($"'aspire setup' failed:\n{Tail(output)}");
    // The CLI leaves an absolute link beside it; the real folder is taken, so that a moved checkout still finds its dashboard.
    var noLinks = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
    var managed = Directory.GetFiles(installed, "aspire-managed", noLinks).FirstOrDefault() ?? throw new FeedProblem("'aspire setup' did not unpack managed/aspire-managed");
    if (new FileInfo(link).LinkTarget is not null) File.Delete(link);
    File.CreateSymbolicLink(link, Path.GetRelativePath(feed, Path.GetDirectoryName(Path.GetDirectoryName(managed))!));
    return link;
}

void PackMissing(string bundle, Dictionary<string, string> wanted, SortedSet<string> missing)
{
    using var app = new SingleFileBundle(Path.Combine(bundle, "managed", "aspire-managed"));
    // What nothing pins comes along because a packed assembly was built against exactly that version.
    foreach (var id in bundledPackages.Where(id => missing.Contains(id) || !wanted.ContainsKey(id)))
    {
        var library = app.Find(id) ?? throw new FeedProblem($"{id} is neither in the package sources nor in Aspire CLI {AspireVersion}");
        if (wanted.TryGetValue(id, out var version) && library.Version != version) throw new FeedProblem($"{id} is pinned to {version}, the package sources lack it and Aspire CLI {AspireVersion} carries {library.Version}");
        var file = Path.Combine(packages, $"{id}.{library.Version}.nupkg");
        Pack(file + ".partial", library, app);
        File.Move(file + ".partial", file, overwrite: true);
    }
}

static void Pack(string file, Library library, SingleFileBundle app)
{
    XNamespace ns = "http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd";
    var framework = library.Assemblies.Select(path => path.Split('/')[1]).FirstOrDefault() ?? "net10.0";
    var nuspec = new XDocument(new XElement(ns + "package", new XElement(ns + "metadata",
        new XElement(ns + "id", library.Id), new XElement(ns + "version", library.Version), new XElement(ns + "authors", "the publisher of " + library.Id),
        new XElement(ns + "description", $"{library.Id} {library.Version}, assembly unchanged, from the Aspire CLI."),
        new XElement(ns + "dependencies", new XElement(ns + "group", new XAttribute("targetFramework", framework),
            library.Dependencies.Select(d => new XElement(ns + "dependency", new XAttribute("id", d.Key), new XAttribute("version", d.Value))))))));
    using var zip = new ZipArchive(File.Create(file), ZipArchiveMode.Create);
    using (var entry = zip.CreateEntry(library.Id + ".nuspec").Open()) nuspec.Save(entry);
    // NuGet wants the folder of the framework even where there is no assembly, else the package fits no project.
    if (library.Assemblies.Count == 0) zip.CreateEntry($"lib/{framework}/_._");
    foreach (var path in library.Assemblies)
        using (var entry = zip.CreateEntry(path).Open()) entry.Write(app.Read(Path.GetFileName(path)));
}

void WriteProps(SortedSet<string> missing)
{
    var settings = new XElement("PropertyGroup");
    if (aspirePackages.Any(missing.Contains)) settings.Add(new XElement("UseAspire", "false"));
    if (missing.Contains("StackExchange.Redis")) settings.Add(new XElement("StackExchangeRedisVersion", OldRedis));
    settings.Add(new XElement("RestoreAdditionalProjectSources", "$(RestoreAdditionalProjectSources);$(MSBuildThisFileDirectory)packages"));
    File.WriteAllText(propsFile + ".partial", new XElement("Project", settings) + Environment.NewLine);
    File.Move(propsFile + ".partial", propsFile, overwrite: true);
}

static string Tail(string output) => string.Join('\n', output.Trim().Split('\n').TakeLast(8));

static async Task<(int Code, string Output)> Run(string program, string[] arguments, string folder, string? home = null)
{
    var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
    foreach (var (name, value) in new[] { ("ASPIRE_CLI_TELEMETRY_OPTOUT", "true"), ("DOTNET_CLI_USE_MSBUILD_SERVER", "0"), ("MSBUILDDISABLENODEREUSE", "1"), ("NUGET_ENHANCED_MAX_NETWORK_TRY_COUNT", "2") })
        start.Environment[name] = value;
    if (home is not null) start.Environment["HOME"] = home;
    using var process = new Process { StartInfo = start };
    using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(10));
    try
    {
        process.Start();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(deadline.Token), process.StandardError.ReadToEndAsync(deadline.Token));
        await process.WaitForExitAsync(deadline.Token);
        return (process.ExitCode, await output + await errors);
    }
    catch (System.ComponentModel.Win32Exception)
    {
        throw new FeedProblem($"'{program}' is not installed or cannot run");
    }
    catch (OperationCanceledException)
    {
        process.Kill(entireProcessTree: true);
        throw new FeedProblem($"'{program} {string.Join(' ', arguments)}' did not finish in 10 minutes");
    }
}

internal sealed class FeedProblem(string message) : Exception(message);

internal sealed record Library(string Id, string Version, IReadOnlyDictionary<string, string> Dependencies, IReadOnlyList<string> Assemblies);

/// <summary>A .NET single-file application by its public format: the eight bytes before a signature point to the header (version 6).</summary>
internal sealed class SingleFileBundle : IDisposable
{
    private static readonly byte[] Signature = SHA256.HashData(".net core bundle\n"u8);
    private readonly FileStream _file;
    private readonly Dictionary<string, (long Offset, long Size)> _files = [];
    private readonly Dictionary<string, Library> _libraries = [];

    internal SingleFileBundle(string path)
    {
        _file = File.OpenRead(path);
        using var reader = new BinaryReader(_file, Encoding.UTF8, leaveOpen: true);
        var content = reader.ReadBytes(checked((int)_file.Length));
        var at = content.AsSpan().IndexOf(Signature);
        if (at < 8) throw new FeedProblem($"{path} is not a .NET single-file application");
        _file.Position = BitConverter.ToInt64(content, at - 8);
        var version = reader.ReadUInt32();
        reader.ReadUInt32();
        if (version != 6) throw new FeedProblem($"{path} has bundle format {version}; this program knows 6");
        var count = reader.ReadInt32();
        reader.ReadString(); // the bundle's id
        var (depsOffset, depsSize) = (reader.ReadInt64(), reader.ReadInt64());
        _file.Position += 3 * sizeof(long); // where runtimeconfig.json is, and the flags
        for (var i = 0; i < count; i++)
        {
            var place = (reader.ReadInt64(), reader.ReadInt64());
            _file.Position += sizeof(long) + sizeof(byte); // the compressed size, which the CLI does not use, and the type
            _files[reader.ReadString()] = place;
        }
        ReadLibraries(content.AsMemory(checked((int)depsOffset), checked((int)depsSize)));
    }

    internal Library? Find(string id) => _libraries.GetValueOrDefault(id);

    internal byte[] Read(string name)
    {
        if (!_files.TryGetValue(name, out var place)) throw new FeedProblem($"{name} is not in the bundle");
        _file.Position = place.Offset;
        var bytes = new byte[place.Size];
        _file.ReadExactly(bytes);
        return bytes;
    }

    public void Dispose() => _file.Dispose();

    private void ReadLibraries(ReadOnlyMemory<byte> deps)
    {
        using var document = JsonDocument.Parse(deps);
        foreach (var library in document.RootElement.GetProperty("targets").EnumerateObject().SelectMany(target => target.Value.EnumerateObject()))
        {
            if (library.Name.Split('/') is not [var id, var version]) continue;
            var dependencies = library.Value.TryGetProperty("dependencies", out var d) ? d.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!) : [];
            var assemblies = library.Value.TryGetProperty("runtime", out var r) ? r.EnumerateObject().Select(p => p.Name).Where(p => p.StartsWith("lib/", StringComparison.Ordinal)).ToList() : [];
            _libraries[id] = new Library(id, version, dependencies, assemblies);
        }
    }
}
