using System.Security.Cryptography;
using System.Text;

namespace Activation.Local;

/// <summary>What is kept on this machine.</summary>
internal sealed class DataFolder
{
    public DataFolder(string path)
    {
        Root = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(Root);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LocalStartException($"The folder {Root} cannot be created; choose another with --data.");
        }
    }

    public string Root { get; }

    public string AzuriteInstallation => Path.Combine(Root, "azurite");

    public string AzuriteData => Path.Combine(Root, "storage");

    public string Secrets => Path.Combine(Root, "secrets.json");

    public string Sandbox => Path.Combine(Root, "sandbox");

    public string Scratch => Path.Combine(Root, "scratch");

    /// <summary>`.activation` beside the solution, or in the current folder outside of it.</summary>
    public static string Default()
    {
        for (var folder = new DirectoryInfo(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Functions.sln")))
            {
                return Path.Combine(folder.FullName, ".activation");
            }
        }

        return Path.GetFullPath(".activation");
    }

    /// <summary>The deployment's key for fingerprints: made once, readable by its owner alone.</summary>
    public string DeploymentKey()
    {
        var path = Path.Combine(Root, "deployment.key");
        if (!File.Exists(path))
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var file = new FileStream(path, options);
            file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))));
        }

        return File.ReadAllText(path);
    }
}
