using System.Runtime.Versioning;
using CustomerOps.AppHost.Sample;

[assembly: SupportedOSPlatform("linux")]

// One program, two roles: the model under test (an AppHost of its own) and the small service that this model runs.
if (args is ["serve", ..])
{
    EchoService.Run();
}
else if (args is not ["--migrate"])
{
    SampleModel.Run(args);
}
else if (Environment.GetEnvironmentVariable("BROKEN_MIGRATION") == "yes")
{
    Console.WriteLine("the migration is broken on purpose");
    Environment.ExitCode = 3;
}
