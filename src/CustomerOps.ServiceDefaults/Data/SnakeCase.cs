using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.ServiceDefaults.Data;

/// <summary>PostgreSQL's habit: snake_case columns. Table names are given by the entity's configuration.</summary>
internal static class SnakeCase
{
    public static void Apply(ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            if (entity.IsMappedToJson()) continue;
            foreach (var property in entity.GetProperties())
            {
                if (property.FindAnnotation("Relational:ColumnName") is null)
                    property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
                if (property.ClrType.IsEnum && property.GetValueConverter() is null && property.GetProviderClrType() is null)
                    property.SetProviderClrType(typeof(string));
            }
        }
    }
}
