using System.Threading.Channels;
using CustomerOps.Demo.Founding;
using CustomerOps.Demo.Gateway;
using CustomerOps.Demo.Running;
using CustomerOps.Demo.Steps;

namespace CustomerOps.Demo.Seeding;

/// <summary>Seeds when it is told to, one run at a time, and says how it goes. A run that fails leaves the host as it was.</summary>
internal sealed class Seeding(DemoSettings settings, FoundOrganisations found, DemoPasswords passwords, TimeProvider time, ILogger<Seeding> log) : BackgroundService
{
    private const int Clients = 8;
    private readonly Channel<bool> _told = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private volatile SeedingView _now = SeedingView.Idle;

    public SeedingView Now => _now.Current();

    /// <summary>Starts a run, unless one is going on.</summary>
    public SeedingView Begin()
    {
        if (_now.State != SeedingState.Running) _told.Writer.TryWrite(true);
        return Now;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.SeedOnStart) Begin();
        await foreach (var _ in _told.Reader.ReadAllAsync(stoppingToken))
        {
            var run = new Run(Clients, stoppingToken)
            {
                Begun = step => log.LogInformation("Demo data: {Step} ({Total})", step.Name, step.Total),
                Refused = fault => log.LogWarning("Demo data: {Fault}", fault),
            };
            var view = _now = SeedingView.Begun(run, time.GetUtcNow());
            try
            {
                await Seed(run, stoppingToken);
                _now = view.Ended(run.Faults.Count == 0 ? SeedingState.Done : SeedingState.DoneWithFaults, null, time.GetUtcNow());
                log.LogInformation("Demo data: there in {Seconds:0.0} s; the keys are in {File}", (_now.EndedAt - view.BegunAt)?.TotalSeconds, settings.KeysFile);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                _now = view.Ended(SeedingState.Failed, failure.Message, time.GetUtcNow());
                log.LogError(failure, "Demo data could not be seeded; POST /internal/demo-data tries again");
            }
        }
    }

    private async Task Seed(Run run, CancellationToken stop)
    {
        var keys = await found.Run(stop);
        log.LogInformation("Demo data: the keys are in {File}", settings.KeysFile);
        if (await passwords.Run(keys, stop)) log.LogInformation("Demo data: who can sign in is in {File}", settings.PasswordsFile);
        else log.LogWarning("Demo data: Identity gives no passwords here (Demo:Passwords), so nobody can sign in");
        await GiveMailboxes.Run(settings, keys, stop);
        using var mailbox = settings.Mailbox is { } address ? new Mail.Mailbox(address) : null;
        await Task.WhenAll(Profile.All.Select(async profile =>
        {
            using var organisation = new Organisation(profile.Slug, settings.Gateway, keys[profile.Slug]);
            using var journal = Journal.Open(Path.Combine(settings.Data, $"demo-{profile.Slug}.journal"), await organisation.Id(stop), DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
            await new SeedOrganisation(profile, new Work("demo", organisation, journal, run), mailbox, settings.Gateway, time).Run();
        }));
    }
}
