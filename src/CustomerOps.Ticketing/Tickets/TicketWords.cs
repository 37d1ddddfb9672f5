namespace CustomerOps.Ticketing.Tickets;

/// <summary>The way a contact came in.</summary>
internal enum Channel { Email, Phone, Chat, Social, Web, Store }

/// <summary>What made the ticket: a customer's contact, or a bad survey answer.</summary>
internal enum Origin { Contact, SurveyFollowUp }

internal enum TicketState { New, Open, Pending, OnHold, Solved, Closed }

/// <summary>Stored as its number: queues are ordered by it.</summary>
internal enum Priority : short { Low, Normal, High, Urgent }

/// <summary>Who is able to deal with it, upwards. Stored as its number.</summary>
internal enum Tier : short { Representative, Senior, Specialist, Supervisor, Manager }

internal enum Visibility { Public, Internal }

internal enum AuthorKind { Staff, Customer, System }

/// <summary>Where tickets wait for a person. Each tier has its own.</summary>
internal static class Queues
{
    public const string FrontLine = "front-line", Seniors = "seniors", Specialists = "specialists", Supervisors = "supervisors", Managers = "managers";

    public static readonly IReadOnlyList<string> All = [FrontLine, Seniors, Specialists, Supervisors, Managers];

    public static string Of(Tier tier) => tier switch
    {
        Tier.Representative => FrontLine, Tier.Senior => Seniors, Tier.Specialist => Specialists, Tier.Supervisor => Supervisors, _ => Managers,
    };
}
