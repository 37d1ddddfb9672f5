using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Organisations;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Routing;

internal sealed record CarriedView(Channel Channel, int Open, int Limit);

/// <param name="Limits">As they hold for this person.</param>
/// <param name="SetLimits">As somebody set them for this person alone.</param>
/// <param name="Carries">What they have open, by channel; a limit may be passed where tickets came back or a lead said so.</param>
internal sealed record RoutingPersonView(Guid PersonId, string Name, Limits Limits, Limits SetLimits, Guid? SubstituteId, IReadOnlyList<CarriedView> Carries)
{
    public static RoutingPersonView Of(Person person, RoutingPerson? own, Limits usual, IEnumerable<KeyValuePair<Channel, int>> carried)
    {
        var limits = own?.Limits.Or(usual) ?? usual;
        return new(person.Id, person.Name, limits, own?.Limits ?? Limits.None, own?.SubstituteId, [.. carried.OrderBy(c => c.Key).Select(c => new CarriedView(c.Key, c.Value, limits.Of(c.Key)))]);
    }
}

internal static class GetRoutingPerson
{
    public static async Task<Tagged<RoutingPersonView>> Handle(Guid personId, TicketingDb db, CancellationToken ct)
    {
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == personId, ct) ?? throw new NotFound("person");
        return await Answer(db, person, await db.Set<RoutingPerson>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == personId, ct), ct);
    }

    public static async Task<Tagged<RoutingPersonView>> Answer(TicketingDb db, Person person, RoutingPerson? own, CancellationToken ct)
    {
        var usual = (await db.RoutingRules(ct)).Limits.Or(Limits.Usual);
        return Tagged.Ok(RoutingPersonView.Of(person, own, usual, (await db.Carried([person.Id], ct))[person.Id]), own?.Version ?? 0);
    }
}

internal static class ListRoutingPeople
{
    /// <summary>By name, those who work here.</summary>
    public static async Task<Page<RoutingPersonView>> Handle(int? limit, string? after, TicketingDb db, CancellationToken ct)
    {
        var (size, from) = (Paging.Limit(limit), Paging.Read<string>(after));
        var people = db.People.AsNoTracking().Where(p => p.Active);
        if (from is var (name, id)) people = people.Where(p => p.Name.CompareTo(name) > 0 || (p.Name == name && p.Id > id));
        var rows = await people.OrderBy(p => p.Name).ThenBy(p => p.Id).TakePage(size).ToListAsync(ct);
        Guid[] ids = [.. rows.Select(p => p.Id)];
        var own = await db.Set<RoutingPerson>().AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        var (usual, carried) = ((await db.RoutingRules(ct)).Limits.Or(Limits.Usual), await db.Carried(ids, ct));
        return Paging.Cut(rows, size, p => (p.Name, p.Id), p => RoutingPersonView.Of(p, own.GetValueOrDefault(p.Id), usual, carried[p.Id]));
    }
}
