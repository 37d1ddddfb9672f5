using CustomerOps.ServiceDefaults.Data;
using Shouldly;
using Xunit;

namespace CustomerOps.ServiceDefaults.Tests;

public sealed class TenantScopeTests
{
    private readonly TenantScope _scope = new();

    [Fact]
    public void Outside_any_organisation_there_is_none() => Should.Throw<InvalidOperationException>(() => _scope.Required);

    [Fact]
    public void A_unit_of_work_cannot_change_its_organisation()
    {
        var ours = Guid.NewGuid();
        _scope.Enter(ours);
        _scope.Enter(ours);
        Should.Throw<InvalidOperationException>(() => _scope.Enter(Guid.NewGuid()));
        _scope.Required.ShouldBe(ours);
    }
}
