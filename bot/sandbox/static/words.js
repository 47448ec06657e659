// What the page itself says, in two languages. What the bot says is never translated.

const WORDS = {
  zh: {
    skip: "跳到输入框", title: "督办演示", clock: "公开办的时钟", moveClock: "移动时钟",
    moveNext: "到下一事项", moveDay: "一天", moveWeek: "一周", moveTo: "到这一天", day: "日期", moving: "时钟正在走", arrived: (when) => `时钟已到${when}。`,
    theme: "切换深色或浅色", people: "人员", search: "搜索单位或姓名", nobody: "没有符合的单位或人员。",
    back: "返回人员列表", messages: "聊天记录", pick: "请从人员列表中选择一人，或按引导的第一步开始。", commands: "命令菜单",
    cancelReply: "取消回复", tray: "待发送的附件", attachFile: "附文件", attachPhoto: "附照片", text: "输入消息",
    send: "发送", panel: "引导和时间线", guide: "第一分钟引导", timeline: "时间线", noDays: "还没有发出消息。",
    rooms: "页面分区", tabPeople: "人员", tabChat: "聊天", tabPanel: "引导", ok: "知道了",
    reply: "回复", edited: "已编辑", me: "本人：", bot: "督办机器人：", botName: "督办机器人", photo: "照片", album: "相册",
    unread: (n) => `${n}条未读`, nextEvent: (when) => `下一事项 ${when}`, noNext: "暂无下一事项",
    remove: (name) => `移除 ${name}`, open: (name) => `打开 ${name}`, empty: "还没有消息。",
    offline: "与演示程序的连接已断开，正在重新连接。", failed: "没有办成，请再试一次。", refusals: {}, done: "已完成", now: "当前步骤", later: "未完成",
    guideDone: "全部步骤已完成。可继续选择任意人员，或移动时钟看全年。",
    roles: { office: "公开办工作人员", liaison: "联络员", leader: "领导" },
    steps: {
      confirm: ["确认任务", "在公开办的聊天中按「查看并确认任务文字」，看过各页后按「全部确认」。未确认的任务不会发出任何消息。", "打开公开办"],
      assigned: ["交办送达", "把时钟移到下一事项，各单位联络员收到交办消息。", "到下一事项"],
      answered: ["联络员答复", "以联络员身份答复任务进展，并附公开链接。", "填好答复"],
      receipt: ["收到回执", "机器人把已记录的内容完整读回。", "看回执"],
      moved: ["移到{day}", "把时钟移到这一天，途经的每个工作日都按时办理。", "移动时钟"],
      overdue: ["逾期催办", "每周一9时，尚有逾期事项的单位收到催办。", "看催办"],
      digest: ["查看摘要", "公开办发送 /摘要，查看全区进度。", "填好命令"],
    },
  },
  en: {
    skip: "Skip to the message box", title: "Duban demo", clock: "The office's clock", moveClock: "Move the clock",
    moveNext: "Next event", moveDay: "A day", moveWeek: "A week", moveTo: "Go", day: "Date", moving: "The clock is moving", arrived: (when) => `The clock stands at ${when}.`,
    theme: "Switch dark or light", people: "People", search: "Search unit or name", nobody: "No unit or person matches.",
    back: "Back to people", messages: "Messages", pick: "Choose a person from the list, or begin with the first step of the guide.", commands: "Commands",
    cancelReply: "Cancel reply", tray: "Attachments to send", attachFile: "Attach a file", attachPhoto: "Attach photos", text: "Write a message",
    send: "Send", panel: "Guide and time line", guide: "The first minute", timeline: "Time line", noDays: "Nothing has been sent yet.",
    rooms: "Parts of the page", tabPeople: "People", tabChat: "Chat", tabPanel: "Guide", ok: "OK",
    reply: "Reply", edited: "edited", me: "Me: ", bot: "Bot: ", botName: "Duban bot", photo: "Photo", album: "Album",
    unread: (n) => `${n} unread`, nextEvent: (when) => `Next event ${when}`, noNext: "No next event",
    remove: (name) => `Remove ${name}`, open: (name) => `Open ${name}`, empty: "No messages yet.",
    offline: "The demo program cannot be reached; reconnecting.", failed: "That did not work. Please try again.",
    refusals: { // as the server words them in Chinese
      "时钟正在走，请稍候。": "The clock is moving. Please wait.",
      "时钟只能向前移动，一次不超过一年。": "The clock moves forward only, a year at a time.",
      "日期应写成 2022-12-05 的样子。": "A date is written like 2022-12-05.",
      "消息是空的，没有发送。": "The message is empty and was not sent.",
      "这个按钮已失效，请看最新的消息。": "This button no longer works. Please look at the newest message.",
      "没有这个人。": "There is no such person.",
      "没有这个文件。": "There is no such file.",
      "没有附件。": "There is no attachment.",
      "请求的格式不对。": "The request is malformed.",
      "只接受本页面发出的操作。": "Only this page may do that.",
      "所回复的消息已不存在。": "The message replied to is no longer there.",
    },
    done: "done", now: "current step", later: "not done",
    guideDone: "All steps are done. Pick any person, or move the clock through the year.",
    roles: { office: "Office staff", liaison: "Liaison", leader: "Leader" },
    steps: {
      confirm: ["Confirm the tasks", "In the office's chat open the words of the tasks, page through them, then confirm them all. Nothing is sent from a task that is not confirmed.", "Open the office"],
      assigned: ["Assignments arrive", "Move the clock to the next event: every unit's liaison is sent its tasks.", "Next event"],
      answered: ["A liaison answers", "As the liaison, report on a task and give the public link.", "Fill in the answer"],
      receipt: ["The receipt", "The bot reads back in full what it has stored.", "See the receipt"],
      moved: ["Move to {day}", "Move the clock there; every working day on the way is worked through.", "Move the clock"],
      overdue: ["Overdue pings", "On Mondays at 9:00 units with overdue items are reminded.", "See a ping"],
      digest: ["Ask for the digest", "The office sends /摘要 to see where everything stands.", "Fill in the command"],
    },
  },
};

let language = localStorage.getItem("language") === "en" ? "en" : "zh";

export const word = (key) => WORDS[language][key];

export function switchLanguage() {
  language = language === "zh" ? "en" : "zh";
  localStorage.setItem("language", language);
}

// Texts, accessible names and hints of everything that stands in index.html.
export function sayEverything() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.title = word("title");
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = word(node.dataset.word);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", word(node.dataset.label));
  for (const node of document.querySelectorAll("button.icon[data-label]")) node.title = word(node.dataset.label);
  for (const node of document.querySelectorAll("[data-hint]")) node.placeholder = word(node.dataset.hint);
  const other = document.getElementById("language");
  other.textContent = language === "zh" ? "English" : "中文";
  other.lang = language === "zh" ? "en" : "zh-CN";
}

const WEEKDAYS = { zh: [..."日一二三四五六"], en: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] };
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

// `day` is YYYY-MM-DD in the office's calendar; the browser's own zone never enters.
export function dayWords(day, withYear = false) {
  const year = day.slice(0, 4);
  const weekday = WEEKDAYS[language][new Date(day).getUTCDay()];
  if (language === "en") return `${weekday} ${shortDay(day)}${withYear ? ` ${year}` : ""}`;
  return `${withYear ? `${year}年` : ""}${shortDay(day)} 星期${weekday}`;
}

// `instant` is ISO 8601 as the server wrote it: the first ten signs are its day, then comes the time.
export const momentWords = (instant, withYear = true) => `${dayWords(instant.slice(0, 10), withYear)} ${instant.slice(11, 16)}`;

export function shortDay(day) {
  const date = Number(day.slice(8));
  return language === "en" ? `${date} ${monthWords(day)}` : `${monthWords(day)}${date}日`;
}

export function monthWords(day) {
  const month = Number(day.slice(5, 7));
  return language === "en" ? MONTHS[month - 1] : `${month}月`;
}
