using System.Data;
using CustomerOps.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerOps.Identity;

/// <summary>Lets a request for one organisation also see what belongs to none or to all: accounts, and where an address belongs.</summary>
internal sealed class AcrossOrganisations(IdentityDb db, TenantScope tenant, TenantSessions sessions)
{
    public async Task Look(CancellationToken stop)
    {
        tenant.EnterBackground();
        // An idempotent request is in a transaction already, whose session was told before.
        if (db.Database.GetDbConnection() is not NpgsqlConnection { State: ConnectionState.Open } open) return;
        await sessions.Tell(open, tenant.TenantId, background: true, stop);
        // A rollback takes the setting back, so whoever opens this session next tells it anew.
        sessions.Begin(open);
    }
}
