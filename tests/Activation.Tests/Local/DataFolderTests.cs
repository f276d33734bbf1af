using Activation.Local;

namespace Activation.Tests.Local;

public sealed class DataFolderTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("activation-data-").FullName;

    [Fact]
    public void DeploymentKey_IsMadeOnce()
    {
        var first = new DataFolder(root).DeploymentKey();

        Convert.FromBase64String(first).Length.ShouldBe(32);
        new DataFolder(root).DeploymentKey().ShouldBe(first);
    }

    [Fact]
    public void DeploymentKey_IsReadableByItsOwnerAlone()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        new DataFolder(root).DeploymentKey();

        File.GetUnixFileMode(Path.Combine(root, "deployment.key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public void Dispose() => Directory.Delete(root, recursive: true);
}
