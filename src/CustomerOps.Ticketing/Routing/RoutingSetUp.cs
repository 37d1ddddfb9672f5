using CustomerOps.Contracts.Staffing;
using CustomerOps.Messaging;
using CustomerOps.Ticketing.Escalations;
using CustomerOps.Ticketing.Queueing;

namespace CustomerOps.Ticketing.Routing;

/// <summary>What gives tickets to people, and hands them up, needs of the host, in one place.</summary>
internal static class RoutingSetUp
{
    public static IServiceCollection AddDispatch(this IServiceCollection services) => services.AddSingleton<StaffingLine>().AddTransient<AskStaffing>().AddScoped<RoutingLooks>().AddSingleton<QueueRightsBook>().AddEscalations();

    public static Subscriptions<TicketingDb> ToDispatch(this Subscriptions<TicketingDb> listen) => listen
        .On<ShiftStarted, DrainAtShiftStart>().On<ShiftEnded, HandOverAtShiftEnd>().On<PersonAbsent, HandOverAbsent>().On<PersonReturned, DrainAtReturn>().On<PersonQualified, DrainAtSkill>()
        .WhenMany<DrainQueues, GiveOut>().When<HandOver, GiveBack>().When<ReviewKeeper, KeepOrGiveBack>().When<IdleEnd, TakeFromIdle>().ToEscalations();

    /// <summary>Every route below sees and changes what the caller's rights in the queues allow.</summary>
    public static RouteGroupBuilder WithRights(this RouteGroupBuilder api) => api.WithQueueRights();
}
