"""The words that the rules share: classes and forms of verbs."""

# Classes, used as {name}. A class may name other classes.
CLASSES = {
    "i": "i me",
    "my": "my me our his her their the a",  # "me dad", "our mum"
    "us": "me us him her them",
    "self": "myself himself herself themself themselves yourself",
    "parent": (
        "mum mums mam mams mom moms mummy mother mothers dad dads daddy father fathers parent "
        "parents stepdad stepdads stepmum stepmums carer carers"
    ),
    "sibling": "brother brothers bro sister sisters sis sibling siblings",
    "family": (
        "{parent} {sibling} uncle uncles auntie aunty aunties aunt aunts cousin cousins nan nans "
        "nanna gran grandma granny grandad grandads grandpa grandfather family relative"
    ),
    "partner": (
        "boyfriend boyfriends girlfriend girlfriends bf gf ex partner partners husband wife"
    ),
    "friend": (
        "friend friends mate mates bestie bff pal classmate girl girls boy boys lad lads "
        "someone somebody cousin sister brother"
    ),
    "boss": (
        "boss bosses manager managers supervisor gaffer foreman chef employer employers owner "
        "coworker coworkers colleague colleagues landlord customer customers client"
    ),
    "staff": "teacher teachers sir miss tutor coach instructor assistant leader imam priest vicar",
    "stranger": (
        "man men guy guys bloke blokes lad lads boy boys woman person people stranger someone "
        "somebody dude older olders kid kids girl girls gang"
    ),
    "he": "he she they",
    "person": "{he} {family} {partner} {boss} {staff} {stranger} {friend}",
    "go": "going will am is are was would might gonna could should want planning thinking about",
    "body": (
        "arm arms leg legs wrist wrists thigh thighs stomach skin body hand hands hip hips "
        "shoulder shoulders belly face neck"
    ),
    "private": (
        "bum bums boob boobs tit tits ass arse breast breasts chest thigh thighs crotch dick penis "
        "vagina fanny privates leg legs bra pants knickers skirt shorts waist underwear knee hair"
    ),
    "blade": "knife knives blade blades razor razors scissors compass",
    "weapon": (
        "knife knives blade blades gun guns machete machetes shank shanks weapon weapons sword "
        "zombie pistol firearm hammer knuckle acid bomb rambo screwdriver axe"
    ),
    "drugs": (
        "drug drugs weed coke cocaine crack heroin ket pills pill spice mdma xanax bud cannabis "
        "ecstasy food shots edibles"
    ),
    "real_drugs": "drug drugs weed coke cocaine crack heroin ket pills spice mdma xanax cannabis",
    "pills": "pills pill tablets tablet paracetamol ibuprofen meds medication antidepressants",
    "school": "school class college sixth academy lessons playground bus locker gym",
    "home": "home house",
    "when_hurt": "drunk drinks angry mad drinking",
    "nude": "nude nudes naked topless undressed dick dickpic dickpics",
    "picture": "pic pics picture pictures photo photos video videos vid vids image images",
    # What makes talk of a dark topic talk of work or study.
    "career": (
        "job jobs career careers become becoming course courses university degree salary pay paid "
        "earn earns qualification qualifications apprenticeship apprenticeships study studying "
        "charity counsellor therapist officer police lawyer solicitor nurse paramedic psychology "
        "psychologist documentary essay assembly project helpline volunteer volunteering worker "
        "workers adviser investigator training trained detective journalist film novel campaign "
        "awareness prevention research writer"
    ),
}

# Forms of verbs, used as +verb (which also stands for itself).
VERBS = {
    "abuse": "abuses abused abusing",
    "attack": "attacks attacked attacking",
    "bang": "bangs banged banging",
    "bash": "bashes bashed bashing",
    "batter": "batters battered battering",
    "beat": "beats beating beaten",
    "belt": "belts belted belting",
    "bite": "bites bit bitten biting",
    "blackmail": "blackmails blackmailed blackmailing",
    "bleed": "bleeds bled bleeding",
    "bring": "brings brought bringing",
    "bully": "bullies bullied bullying",
    "burn": "burns burnt burned burning",
    "carry": "carries carried carrying",
    "change": "changes changed changing",
    "choke": "chokes choked choking",
    "come": "comes coming came",
    "commit": "commits committed committing",
    "cry": "cries crying cried",
    "cut": "cuts cutting",
    "deal": "deals dealing dealt",
    "deliver": "delivers delivered delivering",
    "die": "dies died dying",
    "do": "does did done doing",
    "drop": "drops dropped dropping",
    "drown": "drowns drowned drowning",
    "eat": "eats ate eaten eating",
    "end": "ends ended ending",
    "feed": "feeds fed feeding",
    "find": "finds found finding",
    "follow": "follows followed following",
    "force": "forces forced forcing",
    "get": "gets got getting gotten",
    "give": "gives gave given giving",
    "go": "goes going went gone",
    "grab": "grabs grabbed grabbing",
    "grind": "grinds grinding",
    "groom": "grooms groomed grooming",
    "grope": "gropes groped groping",
    "hang": "hangs hanging hung hanged",
    "happen": "happens happened happening",
    "hate": "hates hated hating",
    "have": "has had having",
    "hide": "hides hid hiding hidden",
    "hit": "hits hitting",
    "hold": "holds held holding",
    "hurt": "hurts hurting",
    "jump": "jumps jumped jumping",
    "keep": "keeps kept keeping",
    "kick": "kicks kicked kicking",
    "kill": "kills killed killing",
    "kiss": "kisses kissed kissing",
    "lay": "lays laid laying",
    "leave": "leaves left leaving",
    "lick": "licks licked licking",
    "lift": "lifts lifted lifting",
    "live": "lives lived living",
    "lock": "locks locked locking",
    "make": "makes made making",
    "marry": "marries married",
    "meet": "meets met meeting",
    "message": "messages messaged messaging",
    "molest": "molests molested molesting",
    "offer": "offers offered offering",
    "overdose": "overdoses overdosed overdosing",
    "owe": "owes owed owing",
    "pinch": "pinches pinched pinching",
    "poison": "poisons poisoned poisoning",
    "post": "posts posted posting",
    "pull": "pulls pulled pulling",
    "punch": "punches punched punching",
    "push": "pushes pushed pushing",
    "rape": "rapes raped raping",
    "rub": "rubs rubbed rubbing",
    "run": "runs running ran",
    "say": "says said saying",
    "scare": "scares scared scaring",
    "scratch": "scratches scratched scratching",
    "scream": "screams screamed screaming",
    "sell": "sells sold selling",
    "send": "sends sent sending",
    "shake": "shakes shook shaking",
    "shank": "shanks shanked shanking",
    "share": "shares shared sharing",
    "shoot": "shoots shot shooting",
    "shout": "shouts shouted shouting",
    "show": "shows showed showing shown",
    "skip": "skips skipped skipping",
    "slap": "slaps slapped slapping",
    "sleep": "sleeps slept sleeping",
    "slit": "slits slitting",
    "smack": "smacks smacked smacking",
    "smash": "smashes smashed smashing",
    "spit": "spits spat spitting",
    "stab": "stabs stabbed stabbing",
    "stalk": "stalks stalked stalking",
    "stand": "stands stood standing",
    "starve": "starves starved starving",
    "stay": "stays stayed staying",
    "steal": "steals stole stolen stealing",
    "strangle": "strangles strangled strangling",
    "stroke": "strokes stroked stroking",
    "take": "takes took taken taking",
    "tell": "tells told telling",
    "text": "texts texted texting",
    "threaten": "threatens threatened threatening",
    "throw": "throws threw thrown throwing",
    "thump": "thumps thumped thumping",
    "touch": "touches touched touching",
    "try": "tries tried trying",
    "use": "uses used using",
    "walk": "walks walked walking",
    "watch": "watches watched watching",
    "whack": "whacks whacked whacking",
    "work": "works worked working",
}
CLASSES["strike"] = (
    "+hit +beat +punch +slap +kick +batter +choke +strangle +smack +thump +whack +belt +bite "
    "+attack +hurt +abuse +burn +scratch +spit +pinch +rape +molest +shake +stab"
)
