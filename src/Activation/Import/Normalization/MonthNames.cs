using System.Collections.Frozen;

namespace Activation.Import.Normalization;

/// <summary>
/// The names of months and their abbreviations in 29 languages (Unicode CLDR), each as <see cref="CellText.Fold"/> writes it, without the few that are another month in another language
/// (listopad, lip, srp). A table of our own, so that the answer depends on no host's ICU.
/// </summary>
internal static class MonthNames
{
    private static readonly FrozenDictionary<string, int> Numbers = Build();

    /// <summary>1 to 12; null if the word is no month.</summary>
    public static int? Find(ReadOnlySpan<char> word) => Numbers.TryGetValue(CellText.Fold(word), out var month) ? month : null;

    private static FrozenDictionary<string, int> Build()
    {
        string[] months =
        [
            "ene enero gen gener gennaio ian ianuarie jaan jaanuar jan janeiro januar januara januari january janv janvaris janvier led leden ledna oca ocak sausio sausis sij sijecanj sijecnja sty styczen stycznia tammi tammikuu tammikuuta ιαν ιανουαριου січ січень січня янв январь января януари",
            "feb febbraio febr febrer febrero februar februara februari februarie februaris february fev fevereiro fevr fevrier helmi helmikuu helmikuuta lut lutego luty sub subat uno unor unora vasario vasaris veebr veebruar velj veljaca veljace φεβ φεβρουαριου лют лютии лютого февр февраль февраля февруари",
            "bre brezen brezna kovas kovo maalis maaliskuu maaliskuuta maart mac maerz mar marc marca march marcius marco marec maret mars mart martie marts marz marzec marzo mrt mrz ozu ozujak ozujka μαρ μαρτιου бер березень березня мар март марта",
            "abr abril apr april aprila aprile aprilie aprilis aprill avr avril balandis balandzio dabr dabril dub duben dubna huhti huhtikuu huhtikuuta kwi kwiecien kwietnia nis nisan tra travanj travnja απρ απριλιου апр апрель апреля април квіт квітень квітня",
            "geguze geguzes kve kveten kvetna mag maggio mai maig maijs maio maj maja majus may mayis mayo mei svi svibanj svibnja touko toukokuu toukokuuta μαι μαιου маи мая трав травень травня",
            "birzelio birzelis cerven cervna cvn cze czerwca czerwiec giu giugno haz haziran iun iunie juin jun juna june junho juni junij junijs junio junius juny juuni kesa kesakuu kesakuuta lipanj lipnja ιουν ιουνιου июн июнь июня черв червень червня юни",
            "cervence cervenec cvc heina heinakuu heinakuuta iul iulie juil juillet jul jula julai julho juli julij julijs julio juliol julius july juuli liepa liepos lipca lipiec lug luglio srpanj srpnja tem temmuz ιουλ ιουλιου июл июль июля лип липень липня юли",
            "ag ago agost agosto agu agust agustos agustus aout aug august augusta augusti augusts augustus augusztus avg avgust dag dagost elo elokuu elokuuta kol kolovoz kolovoza ogo ogos rugpjucio rugpjutis sie sierpien sierpnia srpen srpna αυγ αυγουστου авг август августа серп серпень серпня",
            "eyl eylul rugsejis rugsejo ruj rujan rujna sep sept september septembra septembre septembrie septembris septiembre set setembre setembro settembre syys syyskuu syyskuuta szept szeptember wrz wrzesien wrzesnia zar zari σεπ σεπτεμβριου вер вересень вересня сент сентябрь сентября септември",
            "doct doctubre eki ekim loka lokakuu lokakuuta oct october octobre octombrie octubre okt oktober oktobra oktobris oktoober ott ottobre out outubro paz pazdziernik pazdziernika rij rijen rijna spalio spalis οκτ οκτωβριου жовт жовтень жовтня окт октомври октябрь октября",
            "kas kasim lapkricio lapkritis listopadu marras marraskuu marraskuuta noiembrie nov november novembra novembre novembris novembro noviembre stu studeni studenoga νοε νοεμβριου лист листопад листопада ноември нояб ноябрь ноября",
            "ara aralik dec december decembra decembre decembrie decembris des desember desembre dets detsember dez dezember dezembro dic dicembre diciembre dis disember gru grudnia grudzien gruodis gruodzio joulu joulukuu joulukuuta pro prosinac prosinca prosince prosinec δεκ δεκεμβριου груд грудень грудня дек декабрь декабря декември",
        ];

        return months.SelectMany((names, i) => names.Split(' ').Select(name => KeyValuePair.Create(name, i + 1))).ToFrozenDictionary(StringComparer.Ordinal);
    }
}
