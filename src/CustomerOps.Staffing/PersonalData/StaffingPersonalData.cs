using CustomerOps.Messaging.PersonalData;

namespace CustomerOps.Staffing.PersonalData;

/// <summary>Staffing knows no customers: what it counts of them are numbers. Who works here is not taken for somebody else of the same name.</summary>
internal static class StaffingPersonalData
{
    public static PersonalDataCatalogue Catalogue { get; } = new(
        Rows: [],
        Kept: ["person_skills", "absences", "arrivals", "shifts", "forecasts", ".week"]);
}
