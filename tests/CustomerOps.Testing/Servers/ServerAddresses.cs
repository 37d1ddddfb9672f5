namespace CustomerOps.Testing.Servers;

internal sealed record ServerAddresses(string Postgres, string Bus, string Cache, Uri RabbitManagement);
