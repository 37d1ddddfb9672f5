using CustomerOps.Contracts.Staffing.Grpc;
using CustomerOps.Staffing.People;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Staffing.Availability;

/// <summary>Ticketing asks who may be given a case now. What each of them carries already, and whose turn it is, Ticketing knows itself.</summary>
internal sealed class AvailabilityAnswers(StaffingDb db, TimeProvider time) : Contracts.Staffing.Grpc.Availability.AvailabilityBase
{
    private const int Most = 2_000;

    public override async Task<OnDutyReply> OnDuty(OnDutyRequest request, ServerCallContext context)
    {
        var moment = (request.At?.ToDateTimeOffset() ?? time.GetUtcNow()).ToUniversalTime();
        var earliest = moment - Rotas.Shift.Longest;
        var working = db.Shifts.Where(s => s.StartsAt > earliest && s.StartsAt <= moment && s.EndsAt > moment && s.PersonId != null);
        var away = db.Absences.Where(a => a.Since <= moment && (a.Until == null || a.Until > moment));
        var people = await db.People.AsNoTracking().Include(p => p.Skills)
            .Where(p => p.Active && p.Tier != Tier.None && working.Any(s => s.PersonId == p.Id) && !away.Any(a => a.PersonId == p.Id))
            .OrderBy(p => p.Id).Take(Most).ToListAsync(context.CancellationToken);
        Guid[] ids = [.. people.Select(p => p.Id)];
        var ends = await working.Where(s => ids.Contains(s.PersonId!.Value)).GroupBy(s => s.PersonId!.Value).Select(g => new { g.Key, EndsAt = g.Max(s => s.EndsAt) }).ToDictionaryAsync(g => g.Key, g => g.EndsAt, context.CancellationToken);
        var reply = new OnDutyReply();
        reply.People.AddRange(people.Where(p => ends.ContainsKey(p.Id)).Select(p => View(p, ends[p.Id])));
        return reply;
    }

    private static PersonOnDuty View(Person person, DateTimeOffset shiftEnds)
    {
        var view = new PersonOnDuty { PersonId = person.Id.ToString(), Name = person.Name, Tier = person.Tier.Name(), ShiftEnds = shiftEnds.ToTimestamp() };
        view.Languages.AddRange(person.Languages);
        view.Skills.AddRange(person.Skills.Select(s => new HeldSkill { Skill = s.Skill, Level = s.Level }));
        return view;
    }
}
