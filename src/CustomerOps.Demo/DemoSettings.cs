namespace CustomerOps.Demo;

/// <summary>Where everything is, as the app model tells.</summary>
internal sealed record DemoSettings(Uri Identity, Uri Gateway, Uri? Mailbox, string OperatorKey, string Data, bool SeedOnStart)
{
    public string KeysFile => Path.Combine(Data, "demo-keys.json");

    /// <summary>Who can sign in, by organisation and e-mail address.</summary>
    public string PasswordsFile => Path.Combine(Data, "demo-passwords.json");

    public string MailboxesFile => Path.Combine(Data, "mailboxes.json");

    public static DemoSettings From(IConfiguration configuration) => new(
        Address(configuration, "identity") ?? throw Missing("services__identity__http__0"),
        Address(configuration, "gateway") ?? throw Missing("services__gateway__http__0"),
        Address(configuration, "mailbox"),
        configuration["Keys:Operator"] ?? throw Missing("Keys__Operator"),
        Path.GetFullPath(configuration["CUSTOMEROPS_DATA"] ?? throw Missing("CUSTOMEROPS_DATA")),
        configuration.GetValue("SeedOnStart", false));

    private static Uri? Address(IConfiguration configuration, string service) =>
        configuration[$"services:{service}:http:0"] is { Length: > 0 } address ? new Uri(address) : null;

    private static InvalidOperationException Missing(string name) => new($"{name} is not set.");
}
