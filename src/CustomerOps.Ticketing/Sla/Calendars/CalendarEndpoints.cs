using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Ticketing.Sla.Calendars;

internal static class CalendarEndpoints
{
    public static RouteGroupBuilder MapCalendars(this RouteGroupBuilder api)
    {
        var calendars = api.MapGroup("/calendars").For(Roles.Readers).WithTags("Service levels");
        calendars.MapGet("/", ListCalendars.Handle).WithSummary("Working hours by name: the organisation's own and those of queues and branches");
        calendars.MapPost("/", CreateCalendar.Handle).For(Roles.Managers).WithSummary("Working hours for queues, branches or policies");
        calendars.MapGet("/{id:guid}", GetCalendar.Handle).WithSummary("One calendar");
        calendars.MapPut("/{id:guid}", SetCalendar.Handle).For(Roles.Managers).WithSummary("Other hours from now on, for running clocks too; what was counted stays counted by the version before");
        calendars.MapDelete("/{id:guid}", RetireCalendar.Handle).For(Roles.Managers).WithSummary("Take a calendar out of use");
        calendars.MapGet("/{id:guid}/versions", ListCalendarVersions.Handle).WithSummary("What held when, newest first");
        calendars.MapGet("/{id:guid}/hours", GetCalendarHours.Handle).WithSummary("The calendar laid out: when it is open from a date on, and why not");
        calendars.MapPost("/{id:guid}/holiday-imports", ImportHolidays.Handle).For(Roles.Managers).WithSummary("Take holidays from an iCalendar text; the same source again replaces its holidays");
        return api;
    }
}
