using CustomerOps.Messaging;
using CustomerOps.Ticketing.Sla.Clocks;

namespace CustomerOps.Ticketing.Sla;

internal static class ClockSetUp
{
    /// <summary>The looks at clocks, and the reviews of running ones when rules change.</summary>
    public static Subscriptions<TicketingDb> ToClocks(this Subscriptions<TicketingDb> listen) => listen
        .WhenMany<CheckClocks, AlarmClocks>().When<ReviewClocks, LayOutReview>().When<ReviewSomeClocks, ReviewRunning>().When<RebuildClocks, FoldClocks>();
}
