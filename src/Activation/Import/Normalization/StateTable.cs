using System.Collections.Frozen;

namespace Activation.Import.Normalization;

/// <summary>States of the US with DC, the territories and the military "states", and Canada's provinces: postal code and names as <see cref="CellText.Fold"/> writes them.</summary>
internal static class StateTable
{
    private const string Lines = """
        al alabama ala
        ak alaska
        az arizona ariz
        ar arkansas ark
        ca california calif cali
        co colorado colo
        ct connecticut conn
        de delaware del
        fl florida fla
        ga georgia
        hi hawaii
        id idaho
        il illinois ill
        in indiana ind
        ia iowa
        ks kansas kans
        ky kentucky
        la louisiana
        me maine
        md maryland
        ma massachusetts mass
        mi michigan mich
        mn minnesota minn
        ms mississippi miss
        mo missouri
        mt montana mont
        ne nebraska nebr neb
        nv nevada nev
        nh newhampshire
        nj newjersey
        nm newmexico nmex
        ny newyork
        nc northcarolina ncar
        nd northdakota ndak
        oh ohio
        ok oklahoma okla
        or oregon ore oreg
        pa pennsylvania penn penna
        ri rhodeisland
        sc southcarolina scar
        sd southdakota sdak
        tn tennessee tenn
        tx texas tex
        ut utah
        vt vermont
        va virginia
        wa washington wash
        wv westvirginia wva
        wi wisconsin wis wisc
        wy wyoming wyo
        dc districtofcolumbia washingtondc districtcolumbia
        pr puertorico
        gu guam
        vi virginislands usvirginislands unitedstatesvirginislands virginislandsus
        as americansamoa
        mp northernmarianaislands commonwealthofthenorthernmarianaislands marianaislands cnmi
        um usminoroutlyingislands unitedstatesminoroutlyingislands
        aa armedforcesamericas
        ae armedforceseurope armedforcesafrica armedforcescanada armedforcesmiddleeast
        ap armedforcespacific
        ab alberta alta
        bc britishcolumbia colombiebritannique
        mb manitoba
        nb newbrunswick nouveaubrunswick
        nl newfoundlandandlabrador newfoundland newfoundlandlabrador labrador terreneuveetlabrador terreneuve nf
        ns novascotia nouvelleecosse
        nt northwestterritories northwestterritory territoiresdunordouest
        nu nunavut
        on ontario ont
        pe princeedwardisland pei ileduprinceedouard
        qc quebec que pq
        sk saskatchewan sask
        yt yukon
        """;

    public static readonly FrozenDictionary<string, string> Codes = Build();

    private static FrozenDictionary<string, string> Build()
    {
        var codes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in Lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = line.Split(' ');
            foreach (var word in words)
            {
                codes.Add(word, words[0]);
            }
        }

        return codes.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
