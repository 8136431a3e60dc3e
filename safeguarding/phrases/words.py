"""The words that the rules share: classes, forms of verbs, spellings, what does not count."""

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
        "game awareness prevention research writer"
    ),
}

# Forms of verbs, used as +verb (which also stands for itself).
VERBS = {
    "abuse": "abuses abused abusing",
    "attack": "attacks attacked attacking",
    "bang": "bangs banged banging",
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
    "eat": "eats ate eaten eating",
    "end": "ends ended ending",
    "feed": "feeds fed feeding",
    "follow": "follows followed following",
    "force": "forces forced forcing",
    "get": "gets got getting gotten",
    "give": "gives gave given giving",
    "go": "goes going went gone",
    "grab": "grabs grabbed grabbing",
    "groom": "grooms groomed grooming",
    "grope": "gropes groped groping",
    "hang": "hangs hanging hung hanged",
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
    "shank": "shanks shanked shanking",
    "shake": "shakes shook shaking",
    "share": "shares shared sharing",
    "shoot": "shoots shot shooting",
    "shout": "shouts shouted shouting",
    "skip": "skips skipped skipping",
    "slap": "slaps slapped slapping",
    "sleep": "sleeps slept sleeping",
    "slit": "slits slitting",
    "smack": "smacks smacked smacking",
    "smash": "smashes smashed smashing",
    "spit": "spits spat spitting",
    "stab": "stabs stabbed stabbing",
    "stalk": "stalks stalked stalking",
    "starve": "starves starved starving",
    "steal": "steals stole stolen stealing",
    "stay": "stays stayed staying",
    "strangle": "strangles strangled strangling",
    "stroke": "strokes stroked stroking",
    "take": "takes took taken taking",
    "tell": "tells told telling",
    "text": "texts texted texting",
    "thump": "thumps thumped thumping",
    "threaten": "threatens threatened threatening",
    "throw": "throws threw thrown throwing",
    "touch": "touches touched touching",
    "try": "tries tried trying",
    "use": "uses used using",
    "whack": "whacks whacked whacking",
    "work": "works worked working",
}
CLASSES["strike"] = (
    "+hit +beat +punch +slap +kick +batter +choke +strangle +smack +thump +whack +belt +bite "
    "+attack +hurt +abuse +burn +scratch +spit +pinch +rape +molest +shake +stab"
)

# What a token stands for: contractions, txt-speak, slang and slips too short to be guessed.
SPELLINGS = {
    "im": "i am", "ima": "i am going to", "imma": "i am going to", "ive": "i have",
    "iv": "i have", "id": "i would", "ill": "i will", "dont": "do not", "dnt": "do not",
    "dunno": "do not know", "doesnt": "does not", "didnt": "did not", "cant": "can not",
    "cannot": "can not", "cnt": "can not", "couldnt": "could not", "wont": "will not",
    "wouldnt": "would not", "shouldnt": "should not", "isnt": "is not", "arent": "are not",
    "aint": "is not", "wasnt": "was not", "werent": "were not", "havent": "have not",
    "hasnt": "has not", "hadnt": "had not", "hes": "he is", "shes": "she is", "its": "it is",
    "theyre": "they are", "theyve": "they have", "theyll": "they will", "theyd": "they would",
    "hed": "he would", "itll": "it will", "weve": "we have",
    "youre": "you are", "youve": "you have", "youll": "you will", "ur": "your", "u": "you",
    "r": "are", "y": "why", "n": "and", "thats": "that is", "theres": "there is",
    "whats": "what is", "whos": "who is", "wheres": "where is", "wanna": "want to",
    "gonna": "going to", "gunna": "going to", "gona": "going to", "goin": "going",
    "gotta": "have to", "hafta": "have to", "tryna": "trying to", "lemme": "let me",
    "gimme": "give me", "outta": "out of", "wana": "want to", "wnt": "want", "wud": "would",
    "shud": "should", "cud": "could", "wil": "will", "2": "to", "2nite": "tonight",
    "tonite": "tonight", "2day": "today", "2moro": "tomorrow", "tmrw": "tomorrow",
    "tmr": "tomorrow", "2mrw": "tomorrow", "b4": "before", "4": "for", "8": "eight",
    "cos": "because", "cuz": "because", "coz": "because", "bc": "because", "cus": "because",
    "bcuz": "because", "mi": "my", "ma": "my", "mah": "my", "da": "the", "dat": "that",
    "dis": "this", "dey": "they", "dem": "them", "ppl": "people", "sum1": "someone",
    "some1": "someone", "smone": "someone", "any1": "anyone", "no1": "nobody",
    "noone": "nobody", "every1": "everyone", "everybody": "everyone",
    "m8": "mate", "m8s": "mates", "frend": "friend", "freind": "friend", "sed": "said",
    "luv": "love", "wen": "when", "wot": "what", "wat": "what", "abt": "about", "abit": "bit",
    "alot": "lot", "rly": "really", "rlly": "really", "thru": "through", "anymore": "any more",
    "nothin": "nothing", "nuthin": "nothing", "somethin": "something",
    "sumthin": "something", "agen": "again", "hav": "have", "giv": "give", "hert": "hurt",
    "kil": "kill", "kll": "kill", "killin": "killing", "hitin": "hitting", "hittin": "hitting",
    "beatin": "beating", "cuttin": "cutting", "hurtin": "hurting", "touchin": "touching",
    "toches": "touches", "tuches": "touches", "toch": "touch", "tuch": "touch",
    "nife": "knife", "knif": "knife", "nifes": "knives", "fud": "food",
    "foods": "food", "dieing": "dying", "sucide": "suicide", "suiside": "suicide",
    "sewicide": "suicide", "sewerslide": "suicide", "unaliving": "unalive",
    "raep": "rape", "grapd": "raped", "homless": "homeless", "mysef": "myself", "meself": "myself", "myslef": "myself",
    "mself": "myself", "hisself": "himself", "pix": "pics", "vids": "videos",
    "placment": "placement", "wrk": "work", "hungary": "hungry", "hungy": "hungry",
    "bludy": "bloody", "sh*t": "shit", "f*ck": "fuck",
    "uni": "university", "grooped": "groped", "loosing": "losing",
}  # fmt: skip

# Words that are one word to the rules.
PAIRS = {
    "self harm": "selfharm", "self harming": "selfharm", "self harmed": "selfharm",
    "self harms": "selfharm", "selfharming": "selfharm", "step dad": "stepdad",
    "step father": "stepdad", "step mum": "stepmum", "step mom": "stepmum",
    "step mother": "stepmum", "foster dad": "carer", "foster mum": "carer",
    "foster carer": "carer", "foster parent": "carer", "foster parents": "carers",
    "foster father": "carer", "foster mother": "carer", "step brother": "brother",
    "step sister": "sister", "half brother": "brother", "half sister": "sister",
    "grand dad": "grandad", "grand father": "grandad", "grand ma": "grandma",
    "boy friend": "boyfriend", "girl friend": "girlfriend", "work experience": "placement",
    "no one": "nobody", "some one": "someone", "some body": "somebody", "co worker": "coworker",
    "my self": "myself", "him self": "himself", "her self": "herself", "un alive": "unalive",
    "any one": "anyone", "every one": "everyone", "gun point": "gunpoint",
    "over dose": "overdose", "over dosed": "overdosed", "over dosing": "overdosing",
    "work place": "workplace", "dick pic": "dickpic", "dick pics": "dickpics",
    "sewer slide": "suicide", "every body": "everyone",
}  # fmt: skip

# Words that change nothing; they take no place, so that "my dad literally hits me" is "dad hits".
FILLERS = (
    "really just like literally actually honestly kinda fucking fuckin fking bloody lowkey "
    "always sometimes still also even so very basically tbh fr ngl lol lmao omg pls please well "
    "probably maybe properly proper fully seriously genuinely deffo definitely often usually "
    "totally constantly repeatedly kind sort of um er innit bruv bro bare mad oh hmm btw atm rn "
    "purposely quite such completely absolutely quickly shit fuck damn flipping freaking"
)

# So frequent that they tell nothing: a pattern is never looked up by them.
COMMON = (
    "i me my a the to in on at is am are was be it and not do have has with for about of they he "
    "she them him her us we you your this that there want going will can get got out up"
)
