using System.Reflection;
using CustomerOps.Tests;
using Xunit;
using Xunit.v3;

[assembly: TestFramework(typeof(TestOrder))]

namespace CustomerOps.Tests;

/// <summary>
/// Tests run in the same order everywhere. xunit orders them by hashes that begin with where the assembly lies, so that what was right in one checkout
/// could fail in another; here they begin with its name.
/// </summary>
public sealed class TestOrder : XunitTestFramework
{
    protected override ITestFrameworkDiscoverer CreateDiscoverer(Assembly assembly) => new XunitTestFrameworkDiscoverer(Named(assembly));

    protected override ITestFrameworkExecutor CreateExecutor(Assembly assembly) => new XunitTestFrameworkExecutor(Named(assembly));

    private static XunitTestAssembly Named(Assembly assembly) => new(assembly, configFileName: null, assembly.GetName().Version, assembly.GetName().Name);
}
