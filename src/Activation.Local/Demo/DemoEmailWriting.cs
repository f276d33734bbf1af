using System.Security.Cryptography;
using System.Text;

namespace Activation.Local.Demo;

internal enum DemoEmailWriting
{
    Plain,
    MixedCase,
    Padded,
    NoBreakSpace,
    Hashed,
    HashedUpperCase,
}

internal static class DemoEmailWritings
{
    public static string Write(this DemoEmailWriting writing, string email) => writing switch
    {
        DemoEmailWriting.MixedCase => string.Concat(email.Select((c, i) => i % 3 == 0 ? char.ToUpperInvariant(c) : c)),
        DemoEmailWriting.Padded => $"  {email.ToUpperInvariant()}\t",
        DemoEmailWriting.NoBreakSpace => $"{email}\u00A0",
        DemoEmailWriting.Hashed => Hash(email),
        DemoEmailWriting.HashedUpperCase => Hash(email).ToUpperInvariant(),
        _ => email,
    };

    private static string Hash(string email) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(email)));
}
