using System.Net.Http.Headers;
using System.Text;

namespace Activation.Destinations.SegmentEvents;

/// <summary>A source's address and write key, parsed. Not a record: it holds the key.</summary>
internal sealed class SegmentEventsSettings
{
    public const string Both = "both";
    public const string Track = "track";
    public const string Identify = "identify";

    public SegmentEventsSettings(DestinationAccount account)
    {
        Address = new Uri($"{AccountValidation.Address(account, "apiBaseUrl", SegmentEventsType.DefaultBaseUrl).AbsoluteUri.TrimEnd('/')}/v1/batch");
        var calls = account.Setting("calls") ?? Both;
        (Identifies, Tracks) = (calls != Track, calls != Identify);

        // The write key is the user's name; the password is empty.
        Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{AccountValidation.Secret(account, "writeKey")}:")));
    }

    public Uri Address { get; }

    public bool Identifies { get; }

    public bool Tracks { get; }

    public AuthenticationHeaderValue Authorization { get; }
}
