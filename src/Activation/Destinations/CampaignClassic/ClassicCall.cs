namespace Activation.Destinations.CampaignClassic;

/// <summary>A call of Campaign's SOAP interface. Not a record: its body may hold identifiers.</summary>
internal sealed class ClassicCall(string schema, string method, byte[] body)
{
    public string Action => $"{schema}#{method}";

    public string Method => method;

    public byte[] Body => body;
}
