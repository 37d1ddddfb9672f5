using CustomerOps.Messaging;
using CustomerOps.Ticketing.Approvals;
using CustomerOps.Ticketing.Recurring;

namespace CustomerOps.Ticketing.Automation;

/// <summary>What triggers need of the host, in one place.</summary>
internal static class AutomationSetUp
{
    public static IServiceCollection AddAutomation(this IServiceCollection services) => services.AddSingleton<TriggerBook>().AddScoped<TriggerWork>();

    public static Subscriptions<TicketingDb> ToAutomation(this Subscriptions<TicketingDb> listen) => listen.When<RunTriggers, RunCycle>().When<ForgetFirings, SweepFirings>().When<LookAtTimers, LookAtTicket>().When<ReviewTimers, LayOutTimers>().When<ApprovalOverdue, HandUpApproval>().When<OpenRecurring, OpenInTurn>();
}
