using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Staffing.Rotas;

internal static class GetRota
{
    public static async Task<Tagged<RotaView>> Handle(string week, StaffingDb db, CancellationToken ct)
    {
        var name = IsoWeek.Parse(week).ToString();
        var rota = await db.Rotas.AsNoTracking().SingleOrDefaultAsync(r => r.Week == name, ct) ?? throw new NotFound("rota");
        return Tagged.Ok(RotaView.Of(rota), rota.Version);
    }
}
