using Activation.Sync;

namespace Activation.Tests.Sync;

public sealed class RunModesTests
{
    [Theory]
    [InlineData(RunMode.Full, RunMode.Delta, true)]
    [InlineData(RunMode.Delta, RunMode.Full, false)]
    [InlineData(RunMode.Delta, RunMode.Protect, true)]
    [InlineData(RunMode.Protect, RunMode.Delta, false)]
    [InlineData(RunMode.Empty, RunMode.Full, true)]
    [InlineData(RunMode.Delta, RunMode.Delta, false)]
    [InlineData(RunMode.Dry, RunMode.Protect, false)]
    [InlineData(RunMode.Empty, RunMode.Dry, false)]
    public void Includes_EachMode_IsByWhatItDoes(RunMode wider, RunMode mode, bool includes) =>
        RunModes.Includes(wider, mode).ShouldBe(includes);
}
