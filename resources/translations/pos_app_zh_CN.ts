<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Account</name>
    <message>
        <source>The shop&apos;s name</source>
        <translation>门店名称</translation>
    </message>
    <message>
        <source>The till&apos;s number</source>
        <translation>收银台编号</translation>
    </message>
    <message>
        <source>Merchant number</source>
        <translation>商户号</translation>
    </message>
    <message>
        <source>AppID</source>
        <translation>AppID</translation>
    </message>
    <message>
        <source>Number of the public key</source>
        <translation>微信支付公钥 ID</translation>
    </message>
    <message>
        <source>Address for notices</source>
        <translation>通知地址</translation>
    </message>
    <message>
        <source>APIv3 key</source>
        <translation>APIv3 密钥</translation>
    </message>
    <message>
        <source>as customers know it</source>
        <translation>顾客熟悉的名称</translation>
    </message>
    <message>
        <source>two digits, another at each till</source>
        <translation>两位数字，每台不同</translation>
    </message>
    <message>
        <source>read from the certificate, if it is there</source>
        <translation>证书中有时自动读取</translation>
    </message>
    <message>
        <source>wx…, bound to the merchant number</source>
        <translation>wx…，与商户号绑定</translation>
    </message>
    <message>
        <source>PUB_KEY_ID_…, if there is a pub_key.pem</source>
        <translation>PUB_KEY_ID_…，有 pub_key.pem 时填写</translation>
    </message>
    <message>
        <source>https://…, any address of yours</source>
        <translation>https://…，您的任一地址</translation>
    </message>
    <message>
        <source>32 characters; kept in the keyring alone</source>
        <translation>32 个字符，只存于系统密钥环</translation>
    </message>
</context>
<context>
    <name>AccountPage</name>
    <message>
        <source>Everything fits. Open the till; then it asks for its first manager.</source>
        <translation>全部正确。请打开收银台，接着录入第一位店长。</translation>
    </message>
    <message>
        <source>Asking WeChat Pay; no money is touched</source>
        <translation>正在向微信支付查询，不涉及资金</translation>
    </message>
    <message>
        <source>Something does not fit: see the lines marked ✗. Mend it, and press again.</source>
        <translation>有不符之处：请看标有 ✗ 的行，改正后再按一次。</translation>
    </message>
    <message>
        <source>The files come first</source>
        <translation>请先选择文件</translation>
    </message>
    <message>
        <source>The files are not whole</source>
        <translation>文件不齐全</translation>
    </message>
    <message>
        <source>{field} is missing</source>
        <translation>缺少{field}</translation>
    </message>
    <message>
        <source>Stop asking</source>
        <translation>停止查询</translation>
    </message>
    <message>
        <source>Open the till</source>
        <translation>打开收银台</translation>
    </message>
    <message>
        <source>Save and check</source>
        <translation>保存并检查</translation>
    </message>
    <message>
        <source>Set up this till</source>
        <translation>设置这台收银台</translation>
    </message>
    <message>
        <source>From the files of the merchant platform to the first sale.</source>
        <translation>从商户平台的文件到第一笔收款。</translation>
    </message>
    <message>
        <source>1  The merchant&apos;s files</source>
        <translation>1  商户文件</translation>
    </message>
    <message>
        <source>2  Numbers and the APIv3 key</source>
        <translation>2  编号和 APIv3 密钥</translation>
    </message>
    <message>
        <source>Drop the downloaded folder, zip or files here, or type where they are</source>
        <translation>把下载的文件夹、压缩包或文件拖到这里，或输入位置</translation>
    </message>
    <message>
        <source>中文 / English</source>
        <translation>中文 / English</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
</context>
<context>
    <name>Banks</name>
    <message>
        <source>ICBC</source>
        <translation>工商银行</translation>
    </message>
    <message>
        <source>ABC</source>
        <translation>农业银行</translation>
    </message>
    <message>
        <source>BOC</source>
        <translation>中国银行</translation>
    </message>
    <message>
        <source>CCB</source>
        <translation>建设银行</translation>
    </message>
    <message>
        <source>BoCom</source>
        <translation>交通银行</translation>
    </message>
    <message>
        <source>PSBC</source>
        <translation>邮储银行</translation>
    </message>
    <message>
        <source>CMB</source>
        <translation>招商银行</translation>
    </message>
    <message>
        <source>SPDB</source>
        <translation>浦发银行</translation>
    </message>
    <message>
        <source>CITIC</source>
        <translation>中信银行</translation>
    </message>
    <message>
        <source>CEB</source>
        <translation>光大银行</translation>
    </message>
    <message>
        <source>CMBC</source>
        <translation>民生银行</translation>
    </message>
    <message>
        <source>CIB</source>
        <translation>兴业银行</translation>
    </message>
    <message>
        <source>CGB</source>
        <translation>广发银行</translation>
    </message>
    <message>
        <source>PAB</source>
        <translation>平安银行</translation>
    </message>
    <message>
        <source>NBCB</source>
        <translation>宁波银行</translation>
    </message>
</context>
<context>
    <name>Candidates</name>
    <message>
        <source>Ticket</source>
        <translation>小票</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>not paid yet</source>
        <translation>未付款</translation>
    </message>
    <message>
        <source>given up</source>
        <translation>已放弃</translation>
    </message>
    <message>
        <source>paid</source>
        <translation>已收款</translation>
    </message>
</context>
<context>
    <name>CartDesk</name>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>单价</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>优惠</translation>
    </message>
    <message>
        <source>Held by</source>
        <translation>挂单人</translation>
    </message>
    <message>
        <source>The ticket that {name} had in hand is put aside, with ¥{amount} on it: see Recall.</source>
        <translation>{name} 未结的小票已挂单，合计 ¥{amount}，可在“取单”中找到。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>CashPanel</name>
    <message>
        <source>Cash without a sale</source>
        <translation>非销售现金</translation>
    </message>
    <message>
        <source>Open the drawer</source>
        <translation>打开钱箱</translation>
    </message>
    <message>
        <source>Why (arrow keys)</source>
        <translation>原因（方向键选择）</translation>
    </message>
    <message>
        <source>More words</source>
        <translation>补充说明</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Small change fetched</source>
        <translation>兑换零钱</translation>
    </message>
    <message>
        <source>More float</source>
        <translation>补备用金</translation>
    </message>
    <message>
        <source>Small purchase</source>
        <translation>零星采购</translation>
    </message>
    <message>
        <source>Delivery paid</source>
        <translation>付运费</translation>
    </message>
    <message>
        <source>Into the safe</source>
        <translation>入保险柜</translation>
    </message>
    <message>
        <source>To the bank</source>
        <translation>送银行</translation>
    </message>
    <message>
        <source>Change for a customer</source>
        <translation>给顾客换零</translation>
    </message>
    <message>
        <source>Look into the drawer</source>
        <translation>查看钱箱</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>No amount</source>
        <translation>不涉及金额</translation>
    </message>
    <message>
        <source>Written down with your name. No printer is set up: open the drawer with its key.</source>
        <translation>会记下您的姓名。未设置打印机：请用钥匙开钱箱。</translation>
    </message>
    <message>
        <source>Written down with your name, and counted on the Z report.</source>
        <translation>会记下您的姓名，并计入 Z 报表的开箱次数。</translation>
    </message>
    <message>
        <source>Written down with your name; the drawer opens.</source>
        <translation>会记下您的姓名，钱箱随即打开。</translation>
    </message>
    <message>
        <source>Type the amount</source>
        <translation>请输入金额</translation>
    </message>
    <message>
        <source>Write the reason</source>
        <translation>请写原因</translation>
    </message>
    <message>
        <source>Too much</source>
        <translation>金额过大</translation>
    </message>
</context>
<context>
    <name>Check</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>The way to WeChat Pay</source>
        <translation>到微信支付的路</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>时钟</translation>
    </message>
    <message>
        <source>Keyring</source>
        <translation>密钥环</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Speed of the disk</source>
        <translation>磁盘速度</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>Book</source>
        <translation>账本</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>打印机</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>Screens</source>
        <translation>屏幕</translation>
    </message>
</context>
<context>
    <name>ChipRow</name>
    <message>
        <source>More shelves</source>
        <translation>更多分类</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>常用</translation>
    </message>
</context>
<context>
    <name>ClosedCard</name>
    <message>
        <source>Shift {number} is closed</source>
        <translation>第 {number} 班已交班</translation>
    </message>
    <message>
        <source>{who} · {span} · Z {number}</source>
        <translation>{who} · {span} · Z {number}</translation>
    </message>
    <message>
        <source>Goes to the next shift</source>
        <translation>转下一班</translation>
    </message>
    <message>
        <source>Nothing: every ticket is settled.</source>
        <translation>没有：每张小票都已结清。</translation>
    </message>
</context>
<context>
    <name>Count</name>
    <message>
        <source>Coins in all</source>
        <translation>硬币合计</translation>
    </message>
    <message>
        <source>¥{yuan}</source>
        <translation>{yuan} 元</translation>
    </message>
</context>
<context>
    <name>CountCard</name>
    <message>
        <source>Float</source>
        <translation>备用金</translation>
    </message>
    <message>
        <source>Count the cash</source>
        <translation>现金盘点</translation>
    </message>
    <message>
        <source>Blind count</source>
        <translation>盲点：店长才看差额</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>已点</translation>
    </message>
    <message>
        <source>in the drawer</source>
        <translation>在钱箱里</translation>
    </message>
    <message>
        <source>float included</source>
        <translation>含备用金</translation>
    </message>
</context>
<context>
    <name>CountPad</name>
    <message>
        <source>Nothing typed takes over what the last shift left in the drawer.</source>
        <translation>什么都不填，就接用上一班留在钱箱里的现金。</translation>
    </message>
    <message>
        <source>Over or short closes too: type what is there.</source>
        <translation>有长款或短款也能交班，照实填写就好。</translation>
    </message>
    <message>
        <source>Next field</source>
        <translation>下一格</translation>
    </message>
</context>
<context>
    <name>Counter</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>CustomerWindow</name>
    <message>
        <source>Welcome</source>
        <translation>欢迎光临</translation>
    </message>
    <message>
        <source>Scan to pay</source>
        <translation>请扫码付款</translation>
    </message>
    <message>
        <source>Please wait</source>
        <translation>请稍候</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已优惠</translation>
    </message>
    <message>
        <source>Just added</source>
        <translation>刚刚加入</translation>
    </message>
    <message>
        <source>{number} more above</source>
        <translation>上方还有 {number} 件商品</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>To pay</source>
        <translation>请付款</translation>
    </message>
    <message>
        <source>Paid so far</source>
        <translation>已付</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>实收</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>找零</translation>
    </message>
    <message>
        <source>WeChat Pay</source>
        <translation>微信支付</translation>
    </message>
    <message>
        <source>Open WeChat and scan this code</source>
        <translation>打开微信扫一扫</translation>
    </message>
    <message>
        <source>Code valid</source>
        <translation>二维码有效</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>小票</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>请稍候</translation>
    </message>
    <message>
        <source>Your payment code is on its way</source>
        <translation>正在准备付款二维码</translation>
    </message>
    <message>
        <source>Enter your password</source>
        <translation>请输入密码</translation>
    </message>
    <message>
        <source>Confirm the payment on your phone</source>
        <translation>请在手机上确认付款</translation>
    </message>
    <message>
        <source>Checking your payment</source>
        <translation>正在确认付款</translation>
    </message>
    <message>
        <source>Please do not pay again</source>
        <translation>请不要再次付款</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>支付成功</translation>
    </message>
    <message>
        <source>Thank you. Please take your ticket and your goods.</source>
        <translation>谢谢惠顾，请拿好小票和商品</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Nothing was charged</source>
        <translation>没有扣款</translation>
    </message>
    <message>
        <source>Refund accepted</source>
        <translation>退款已受理</translation>
    </message>
    <message>
        <source>Balance: about 5 minutes. Bank card: 1–3 working days.</source>
        <translation>零钱约 5 分钟，银行卡 1–3 个工作日</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>退款已到账</translation>
    </message>
    <message>
        <source>The money is back where it came from</source>
        <translation>款项已原路退回</translation>
    </message>
    <message>
        <source>Training: no money moves</source>
        <translation>训练模式，不会真的扣款</translation>
    </message>
</context>
<context>
    <name>DayKeys</name>
    <message>
        <source>Any day</source>
        <translation>全部日期</translation>
    </message>
    <message>
        <source>Today {day:%m-%d}</source>
        <translation>今天 {day:%m-%d}</translation>
    </message>
    <message>
        <source>The day before</source>
        <translation>前一天</translation>
    </message>
    <message>
        <source>The day after</source>
        <translation>后一天</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>Written down: {reason}</source>
        <translation>已记录：{reason}</translation>
    </message>
    <message>
        <source>Matched: ticket {ticket} is paid with ¥{amount}</source>
        <translation>已匹配：小票 {ticket} 由这笔 ¥{amount} 付清</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Customer&apos;s card</source>
        <translation>顾客的银行卡</translation>
    </message>
    <message>
        <source>The shop&apos;s account</source>
        <translation>商户银行账户</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>To</source>
        <translation>退往</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>小票</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>发生了什么</translation>
    </message>
    <message>
        <source>Money of</source>
        <translation>款项</translation>
    </message>
    <message>
        <source>Pays for</source>
        <translation>匹配到小票</translation>
    </message>
</context>
<context>
    <name>DisputePack</name>
    <message>
        <source>The story of a sale</source>
        <translation>交易经过</translation>
    </message>
    <message>
        <source>Made {at}, Beijing time, from the till&apos;s ledger. Nothing secret is in it.</source>
        <translation>根据收银台账本于北京时间 {at} 生成，不含任何密钥或顾客隐私标识。</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>小票</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>营业日</translation>
    </message>
    <message>
        <source>Cashier</source>
        <translation>收银员</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Payment {tail}</source>
        <translation>收款 {tail}</translation>
    </message>
    <message>
        <source>Refund {number}</source>
        <translation>退款 {number}</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>经过</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Tender</source>
        <translation>支付方式</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Merchant&apos;s number</source>
        <translation>商户单号</translation>
    </message>
    <message>
        <source>WeChat Pay&apos;s number</source>
        <translation>微信支付单号</translation>
    </message>
    <message>
        <source>Paid by the customer</source>
        <translation>顾客实付</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>实收</translation>
    </message>
    <message>
        <source>Rounded off</source>
        <translation>抹零</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>已退</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Asked for by</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>Paid to</source>
        <translation>退至</translation>
    </message>
    <message>
        <source>Ledger {place}, hash {hash}</source>
        <translation>账本 {place}，哈希 {hash}</translation>
    </message>
    <message>
        <source>Signed reply of WeChat Pay, request {number}</source>
        <translation>微信支付签名回执，请求号 {number}</translation>
    </message>
</context>
<context>
    <name>Doctor</name>
    <message>
        <source>The settings of till {till} are whole</source>
        <translation>收银机 {till} 的设置齐全</translation>
    </message>
    <message>
        <source>The settings cannot be used: {reason}</source>
        <translation>设置无法使用：{reason}</translation>
    </message>
    <message>
        <source>Mend the place that is named, then look again.</source>
        <translation>请改正所指的地方，然后重新检查。</translation>
    </message>
    <message>
        <source>These settings are empty: {names}</source>
        <translation>这些设置为空：{names}</translation>
    </message>
    <message>
        <source>Fill them in: until then no code can be shown. Cash can be taken.</source>
        <translation>请填写；在此之前无法出码，但可以收现金。</translation>
    </message>
    <message>
        <source>This is training: its pretend WeChat Pay is inside the till, and no real money moves</source>
        <translation>这是练习模式：模拟的微信支付就在收银机内，不动真钱</translation>
    </message>
    <message>
        <source>No end after {seconds} seconds; nothing can be said</source>
        <translation>{seconds} 秒后仍未结束，无法判断</translation>
    </message>
    <message>
        <source>Look again when less is going on. If it stays so, that itself is the trouble.</source>
        <translation>请在不忙时重新检查。如果一直如此，问题就在这里。</translation>
    </message>
    <message>
        <source>The look itself broke off; the log has the error</source>
        <translation>检查本身中断，错误已记入日志</translation>
    </message>
    <message>
        <source>Save a support file, and send it to whoever looks after the program.</source>
        <translation>请保存支持文件，并发给维护程序的人。</translation>
    </message>
    <message>
        <source>{host} has the address {address}</source>
        <translation>{host} 的地址是 {address}</translation>
    </message>
    <message>
        <source>No address was found for {host} ({reason})</source>
        <translation>找不到 {host} 的地址（{reason}）</translation>
    </message>
    <message>
        <source>See to the network cable or the Wi-Fi, then to the router and its name server (DNS). Cash can be taken meanwhile.</source>
        <translation>请检查网线或无线网络，再检查路由器和域名服务器（DNS）。其间可以收现金。</translation>
    </message>
    <message>
        <source>{host} takes connections on port {port}</source>
        <translation>{host} 的端口 {port} 可以连接</translation>
    </message>
    <message>
        <source>{host} takes no connection on port {port} at {address} ({reason})</source>
        <translation>{host}（{address}）的端口 {port} 无法连接（{reason}）</translation>
    </message>
    <message>
        <source>Let the router and the firewall pass connections to {host}, port {port}.</source>
        <translation>请让路由器和防火墙放行到 {host} 端口 {port} 的连接。</translation>
    </message>
    <message>
        <source>The proxy {proxy} lets through to {host}</source>
        <translation>代理 {proxy} 放行到 {host} 的连接</translation>
    </message>
    <message>
        <source>The proxy {proxy} does not let through to {host} ({reason})</source>
        <translation>代理 {proxy} 不放行到 {host} 的连接（{reason}）</translation>
    </message>
    <message>
        <source>Ask whoever looks after the proxy to pass {host}, or mend the proxy&apos;s settings.</source>
        <translation>请让代理的管理员放行 {host}，或改正代理设置。</translation>
    </message>
    <message>
        <source>{host} proves who it is ({tls}); {issuer} vouches for it until {expires}</source>
        <translation>{host} 已证明身份（{tls}）；由 {issuer} 担保至 {expires}</translation>
    </message>
    <message>
        <source>Nobody whom this till trusts vouches for {host} ({reason})</source>
        <translation>本机信任的机构都不为 {host} 担保（{reason}）</translation>
    </message>
    <message>
        <source>A filter or virus scanner may be opening the connection: let it leave {host} alone, or name its authority in the setting gateway.ca_file. No money can be taken through it as it is.</source>
        <translation>可能有过滤程序或杀毒软件在拆看连接：请让它放过 {host}，或在设置 gateway.ca_file 中写明它的证书机构。目前这样无法收款。</translation>
    </message>
    <message>
        <source>By this computer&apos;s clock, the certificate of {host} is not valid now ({reason})</source>
        <translation>按本机时钟，{host} 的证书现在无效（{reason}）</translation>
    </message>
    <message>
        <source>Set this computer&apos;s date and time. If they are right, it is the host&apos;s to mend.</source>
        <translation>请校准本机的日期和时间。如果时间正确，则须由对方处理。</translation>
    </message>
    <message>
        <source>What answers for {host} is another host ({reason})</source>
        <translation>以 {host} 之名应答的是另一台主机（{reason}）</translation>
    </message>
    <message>
        <source>Does the network ask for a sign-in first, as in hotels? Sign in, or mend the name server.</source>
        <translation>这个网络是否像酒店那样要先登录？请登录，或改正域名服务器。</translation>
    </message>
    <message>
        <source>No safe connection to {host} comes about ({reason})</source>
        <translation>无法与 {host} 建立安全连接（{reason}）</translation>
    </message>
    <message>
        <source>Something between the till and {host} disturbs it: a firewall, a filter, a sign-in page.</source>
        <translation>收银机与 {host} 之间有东西干扰：防火墙、过滤程序或登录页面。</translation>
    </message>
    <message>
        <source>{host} is reached and says nothing ({reason})</source>
        <translation>已连上 {host}，但它没有应答（{reason}）</translation>
    </message>
    <message>
        <source>Look again in a minute. If it stays so, a filter between swallows the replies.</source>
        <translation>请一分钟后重新检查。如果一直如此，是中间的过滤程序吞掉了应答。</translation>
    </message>
    <message>
        <source>The way to WeChat Pay cannot be tried: {reason}</source>
        <translation>无法试连微信支付：{reason}</translation>
    </message>
    <message>
        <source>Mend the settings of [gateway].</source>
        <translation>请改正 [gateway] 的设置。</translation>
    </message>
    <message>
        <source>{host} is this computer itself, spoken to without TLS</source>
        <translation>{host} 就是本机，不用 TLS</translation>
    </message>
    <message>
        <source>The clock agrees with {host} within {seconds} s</source>
        <translation>时钟与 {host} 相差不超过 {seconds} 秒</translation>
    </message>
    <message>
        <source>The clock is {seconds} s ahead of {host}</source>
        <translation>时钟比 {host} 快 {seconds} 秒</translation>
    </message>
    <message>
        <source>Let the system set the time by itself: beyond 300 s WeChat Pay refuses everything.</source>
        <translation>请让系统自动校时：相差超过 300 秒，微信支付会全部拒绝。</translation>
    </message>
    <message>
        <source>The clock is {seconds} s behind {host}</source>
        <translation>时钟比 {host} 慢 {seconds} 秒</translation>
    </message>
    <message>
        <source>{host} told no time to compare the clock with</source>
        <translation>{host} 没有给出可对照的时间</translation>
    </message>
    <message>
        <source>Compare the clock with a telephone&apos;s.</source>
        <translation>请与手机的时间对照。</translation>
    </message>
    <message>
        <source>The keyring opens and holds this till&apos;s keys</source>
        <translation>密钥环可以打开，里面有本机的密钥</translation>
    </message>
    <message>
        <source>There is no keyring that can be trusted ({reason})</source>
        <translation>没有可信的密钥环（{reason}）</translation>
    </message>
    <message>
        <source>Sign in to a desktop session; on Linux, install gnome-keyring or KWallet and start it there.</source>
        <translation>请登录桌面会话；在 Linux 上请安装并启动 gnome-keyring 或 KWallet。</translation>
    </message>
    <message>
        <source>The keyring is locked</source>
        <translation>密钥环已锁定</translation>
    </message>
    <message>
        <source>Unlock it with the password of this computer&apos;s account, then look again.</source>
        <translation>请用本机账户的密码解锁，然后重新检查。</translation>
    </message>
    <message>
        <source>The keyring holds no keys of this till</source>
        <translation>密钥环里没有本机的密钥</translation>
    </message>
    <message>
        <source>Import the merchant&apos;s keys. Until then no code can be shown; cash can be taken.</source>
        <translation>请导入商户的密钥。在此之前无法出码，但可以收现金。</translation>
    </message>
    <message>
        <source>What the keyring holds for this till is no key</source>
        <translation>密钥环里为本机保存的不是密钥</translation>
    </message>
    <message>
        <source>Import the merchant&apos;s keys again.</source>
        <translation>请重新导入商户的密钥。</translation>
    </message>
    <message>
        <source>The keyring cannot be read: {reason}</source>
        <translation>密钥环无法读取：{reason}</translation>
    </message>
    <message>
        <source>Sign out of this computer and in again, then look again.</source>
        <translation>请退出本机账户再登录，然后重新检查。</translation>
    </message>
    <message>
        <source>{words}</source>
        <translation>{words}</translation>
    </message>
    <message>
        <source>Look again when WeChat Pay can be reached; renew in time what expires soon.</source>
        <translation>请在能连上微信支付时重新检查；快到期的请及时更换。</translation>
    </message>
    <message>
        <source>Put in the keys that belong together; no code can be shown until then.</source>
        <translation>请换上互相匹配的密钥；在此之前无法出码。</translation>
    </message>
    <message>
        <source>{free} are free where the till writes</source>
        <translation>收银机所在磁盘剩余 {free}</translation>
    </message>
    <message>
        <source>Only {free} are free where the till writes</source>
        <translation>收银机所在磁盘只剩 {free}</translation>
    </message>
    <message>
        <source>Make room on the disk soon.</source>
        <translation>请尽快腾出磁盘空间。</translation>
    </message>
    <message>
        <source>The disk is as good as full: {free} are free</source>
        <translation>磁盘几乎已满：剩余 {free}</translation>
    </message>
    <message>
        <source>Make room now: when nothing can be written down, nothing can be sold.</source>
        <translation>请立即腾出空间：不能记账就不能销售。</translation>
    </message>
    <message>
        <source>The till&apos;s folder cannot be looked at: {reason}</source>
        <translation>无法查看收银机的文件夹：{reason}</translation>
    </message>
    <message>
        <source>See to the disk, and to who may use the folder.</source>
        <translation>请检查磁盘和文件夹的权限。</translation>
    </message>
    <message>
        <source>A sale is safely on the disk in {milliseconds} ms</source>
        <translation>一笔销售 {milliseconds} 毫秒即可安全落盘</translation>
    </message>
    <message>
        <source>It takes {milliseconds} ms until a sale is safely on the disk</source>
        <translation>一笔销售要 {milliseconds} 毫秒才安全落盘</translation>
    </message>
    <message>
        <source>The disk is busy, worn out or far away. Is a backup or a virus scanner at work?</source>
        <translation>磁盘繁忙、老化或在远处。是否有备份或杀毒软件在运行？</translation>
    </message>
    <message>
        <source>Nothing can be written down: {reason}</source>
        <translation>无法记账：{reason}</translation>
    </message>
    <message>
        <source>See to the disk, and to who may write there. Nothing can be sold until then.</source>
        <translation>请检查磁盘和写入权限。在此之前无法销售。</translation>
    </message>
    <message>
        <source>SQLite {version} is fit to hold money</source>
        <translation>SQLite {version} 可以放心记账</translation>
    </message>
    <message>
        <source>This SQLite is too old to hold money ({reason})</source>
        <translation>这个 SQLite 太旧，不能用来记账（{reason}）</translation>
    </message>
    <message>
        <source>Install the program anew from its own package, which brings the right one.</source>
        <translation>请用程序自己的安装包重新安装，里面带有合适的版本。</translation>
    </message>
    <message>
        <source>The book is whole: {entries} entries, none changed or missing</source>
        <translation>账本完整：{entries} 条记录，没有改动或缺失</translation>
    </message>
    <message>
        <source>There is no book yet at {place}</source>
        <translation>{place} 还没有账本</translation>
    </message>
    <message>
        <source>The till makes it when it is opened. If it was there before, put the disk or a backup back.</source>
        <translation>打开收银机时会新建。如果以前有过，请接回磁盘或恢复备份。</translation>
    </message>
    <message>
        <source>The book has {count} flaws; the first, at {where}: {what}</source>
        <translation>账本有 {count} 处缺陷；第一处在 {where}：{what}</translation>
    </message>
    <message>
        <source>Let a manager look at what needs attention. Keep the file as it is; do not mend it by hand.</source>
        <translation>请让店长查看待处理事项。保持文件原样，不要手工修改。</translation>
    </message>
    <message>
        <source>The book&apos;s file is damaged: {reason}</source>
        <translation>账本文件已损坏：{reason}</translation>
    </message>
    <message>
        <source>Copy the file away as it is, then restore the newest backup.</source>
        <translation>请先把文件原样复制走，再恢复最新的备份。</translation>
    </message>
    <message>
        <source>The book cannot be looked at: {reason}</source>
        <translation>无法查看账本：{reason}</translation>
    </message>
    <message>
        <source>Open the till once, or wait until what holds the book is done; then look again.</source>
        <translation>请打开一次收银机，或等占用账本的程序结束，然后重新检查。</translation>
    </message>
    <message>
        <source>The printer {printer} is reached</source>
        <translation>已连上打印机 {printer}</translation>
    </message>
    <message>
        <source>No printer is set up</source>
        <translation>没有设置打印机</translation>
    </message>
    <message>
        <source>The printer cannot be reached: {reason}</source>
        <translation>连不上打印机：{reason}</translation>
    </message>
    <message>
        <source>Switch it on and see to its cable. Sales go on; receipts can be printed later.</source>
        <translation>请打开打印机并检查连线。销售照常，小票可以稍后打印。</translation>
    </message>
    <message>
        <source>The printer does not print: {lack}</source>
        <translation>打印机不能打印：{lack}</translation>
    </message>
    <message>
        <source>See to its paper and its cover, then switch it off and on.</source>
        <translation>请检查纸张和盖子，再关机重开。</translation>
    </message>
    <message>
        <source>A loudspeaker takes what is played</source>
        <translation>扬声器可以播放</translation>
    </message>
    <message>
        <source>The voice is muted</source>
        <translation>语音已静音</translation>
    </message>
    <message>
        <source>Switch it on in the settings if payments are to be said aloud.</source>
        <translation>如需语音播报，请在设置中打开。</translation>
    </message>
    <message>
        <source>Nothing on this computer plays a sound</source>
        <translation>这台电脑放不出声音</translation>
    </message>
    <message>
        <source>See to the loudspeaker. Payments are shown on the screen all the same.</source>
        <translation>请检查扬声器。收款结果照样显示在屏幕上。</translation>
    </message>
    <message>
        <source>There are {count} screens: {sizes}</source>
        <translation>有 {count} 块屏幕：{sizes}</translation>
    </message>
    <message>
        <source>There is one screen, {sizes}: customers see the code on it</source>
        <translation>有一块屏幕，{sizes}：顾客在上面看码</translation>
    </message>
    <message>
        <source>A screen is smaller than 1024 by 768: {sizes}</source>
        <translation>有屏幕小于 1024 × 768：{sizes}</translation>
    </message>
    <message>
        <source>Choose a higher resolution in the system&apos;s settings, or a smaller scale.</source>
        <translation>请在系统设置中选更高的分辨率或更小的缩放。</translation>
    </message>
</context>
<context>
    <name>DoctorList</name>
    <message>
        <source>What was found</source>
        <translation>检查结果</translation>
    </message>
</context>
<context>
    <name>DoctorPage</name>
    <message>
        <source>Saved as {file}</source>
        <translation>已保存为 {file}</translation>
    </message>
    <message>
        <source>It was not saved: {reason}</source>
        <translation>没有保存：{reason}</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>请稍候</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>检查结果</translation>
    </message>
    <message>
        <source>Support file</source>
        <translation>支持文件</translation>
    </message>
    <message>
        <source>Look first</source>
        <translation>请先检查</translation>
    </message>
    <message>
        <source>Read the support file first</source>
        <translation>请先查看支持文件</translation>
    </message>
    <message>
        <source>Looking: {check} ({number} of {of})</source>
        <translation>正在检查：{check}（{number}/{of}）</translation>
    </message>
    <message>
        <source>Looking</source>
        <translation>正在检查</translation>
    </message>
    <message>
        <source>Stopped before the end</source>
        <translation>提前停止</translation>
    </message>
    <message>
        <source>All is well.</source>
        <translation>一切正常。</translation>
    </message>
    <message>
        <source>The till works; something wants attention.</source>
        <translation>收银机可用；有事项需要留意。</translation>
    </message>
    <message>
        <source>Something does not work. What to do is written beside it.</source>
        <translation>有的地方不能用；旁边写着怎么办。</translation>
    </message>
    <message>
        <source>Doctor</source>
        <translation>体检</translation>
    </message>
    <message>
        <source>All that the support file holds</source>
        <translation>支持文件的全部内容</translation>
    </message>
    <message>
        <source>Save it</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>Enrolment</name>
    <message>
        <source>Code of the authenticator</source>
        <translation>验证器上的验证码</translation>
    </message>
    <message>
        <source>Second factor of {name}</source>
        <translation>{name}的二次验证</translation>
    </message>
    <message>
        <source>Scan this with an authenticator, then type the code that it shows.</source>
        <translation>用验证器 App 扫描此码，再输入它显示的验证码。</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>启用</translation>
    </message>
</context>
<context>
    <name>FrontDoor</name>
    <message>
        <source>The ticket is {name}&apos;s: they, or a lead, must unlock</source>
        <translation>这张小票是{name}的：请本人或领班解锁</translation>
    </message>
</context>
<context>
    <name>FunctionRow</name>
    <message>
        <source>Nothing on it</source>
        <translation>小票是空的</translation>
    </message>
    <message>
        <source>None held</source>
        <translation>无挂单</translation>
    </message>
    <message>
        <source>No payment yet</source>
        <translation>还没有收款</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>挂单</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>取单</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>折扣</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>改价</translation>
    </message>
    <message>
        <source>Off all</source>
        <translation>整单折扣</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Press again</source>
        <translation>再按一次</translation>
    </message>
    <message>
        <source>Cancel sale</source>
        <translation>整单取消</translation>
    </message>
</context>
<context>
    <name>Glass</name>
    <message>
        <source>This screen is too small: the till needs 960 × 680.</source>
        <translation>屏幕太小：收银台至少需要 960 × 680。</translation>
    </message>
</context>
<context>
    <name>Goods</name>
    <message>
        <source>Weighed, per kg</source>
        <translation>按 kg 称重</translation>
    </message>
    <message>
        <source>Type the price</source>
        <translation>输入价格</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>货号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>English name</source>
        <translation>英文名</translation>
    </message>
    <message>
        <source>Initials</source>
        <translation>拼音首字母</translation>
    </message>
    <message>
        <source>Bar codes</source>
        <translation>条码</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>English category</source>
        <translation>英文分类</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>单价</translation>
    </message>
    <message>
        <source>Tax rate</source>
        <translation>税率</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>常用</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>On sale</source>
        <translation>在售</translation>
    </message>
    <message>
        <source>Pictogram</source>
        <translation>图标</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>is empty</source>
        <translation>是空的</translation>
    </message>
    <message>
        <source>is too long</source>
        <translation>太长</translation>
    </message>
    <message>
        <source>is not 1 to 20 digits, letters or hyphens</source>
        <translation>不是 1 至 20 位数字、字母或连字符</translation>
    </message>
    <message>
        <source>has a wrong check digit</source>
        <translation>校验位不对</translation>
    </message>
    <message>
        <source>stands twice</source>
        <translation>重复出现</translation>
    </message>
    <message>
        <source>belongs to other goods</source>
        <translation>已属于其他商品</translation>
    </message>
    <message>
        <source>is no unit that the till knows</source>
        <translation>收银机不认识这个单位</translation>
    </message>
    <message>
        <source>is no price up to 99,999.99</source>
        <translation>不是 99,999.99 以内的价格</translation>
    </message>
    <message>
        <source>is no percentage</source>
        <translation>不是百分比</translation>
    </message>
    <message>
        <source>is neither yes nor no</source>
        <translation>既不是“是”也不是“否”</translation>
    </message>
    <message>
        <source>is no picture that the till knows</source>
        <translation>收银机没有这个图标</translation>
    </message>
    <message>
        <source>is no name of a JPG or PNG file</source>
        <translation>不是 JPG 或 PNG 文件名</translation>
    </message>
    <message>
        <source>is not like: Size: medium, large+3; Sugar: full, half</source>
        <translation>格式应如：杯型：中杯，大杯+3；糖：正常，少糖</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation>正在读取文件…</translation>
    </message>
    <message>
        <source>Comparing with the goods that there are…</source>
        <translation>正在与现有商品比较…</translation>
    </message>
    <message>
        <source>Writing it down, all or nothing…</source>
        <translation>正在写入，要么全部，要么不写…</translation>
    </message>
    <message>
        <source>The file cannot be opened: {why}</source>
        <translation>打不开文件：{why}</translation>
    </message>
    <message>
        <source>Line {line} cannot be read as a list. The first line must name the columns, code and name among them.</source>
        <translation>第 {line} 行无法识别。第一行必须是列名，其中要有编码和名称。</translation>
    </message>
    <message>
        <source>This is no list of goods: save it as CSV or XLSX, with one line for each.</source>
        <translation>这不是商品表：请另存为 CSV 或 XLSX，每行一个商品。</translation>
    </message>
    <message>
        <source>{added} new, {changed} changed, {removed} gone</source>
        <translation>新增 {added}，变更 {changed}，移除 {removed}</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Why not</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>GoodsDesk</name>
    <message>
        <source>{added} new, {changed} changed</source>
        <translation>新增 {added}，变更 {changed}</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>GoodsPage</name>
    <message>
        <source>Saved: {file}</source>
        <translation>已保存：{file}</translation>
    </message>
    <message>
        <source>{count} goods</source>
        <translation>共 {count} 个商品</translation>
    </message>
    <message>
        <source>{shown} of {count} goods</source>
        <translation>显示 {shown} / {count} 个商品</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>请稍候</translation>
    </message>
    <message>
        <source>Taken back already</source>
        <translation>已经撤销</translation>
    </message>
    <message>
        <source>Nothing was changed yet</source>
        <translation>还没有变更</translation>
    </message>
    <message>
        <source>There are no goods</source>
        <translation>没有商品</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Name / initials / code</source>
        <translation>品名 / 拼音首字母 / 货号</translation>
    </message>
    <message>
        <source>Undo the last change</source>
        <translation>撤销上次变更</translation>
    </message>
    <message>
        <source>Save as CSV</source>
        <translation>存为 CSV</translation>
    </message>
    <message>
        <source>Save as XLSX</source>
        <translation>存为 XLSX</translation>
    </message>
    <message>
        <source>Import goods</source>
        <translation>导入商品</translation>
    </message>
</context>
<context>
    <name>GoodsView</name>
    <message>
        <source>Goods</source>
        <translation>商品</translation>
    </message>
</context>
<context>
    <name>GroupChips</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Unconfirmed</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>迟到款</translation>
    </message>
    <message>
        <source>Refunds</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>Book</source>
        <translation>账本</translation>
    </message>
</context>
<context>
    <name>HeldPage</name>
    <message>
        <source>Held at</source>
        <translation>挂单时间</translation>
    </message>
    <message>
        <source>Till, cashier</source>
        <translation>收银台、收银员</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>The ticket in hand ({pieces} items) changes places with the one that is taken up.</source>
        <translation>手上的小票（{pieces} 件）会同时挂单，与取回的小票互换。</translation>
    </message>
    <message numerus="yes">
        <source>%n held</source>
        <translation>
            <numerusform>共 %n 单</numerusform>
        </translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>请稍候</translation>
    </message>
    <message>
        <source>None held</source>
        <translation>无挂单</translation>
    </message>
    <message>
        <source>Held tickets</source>
        <translation>挂单</translation>
    </message>
    <message>
        <source>Nothing is held</source>
        <translation>没有挂单</translation>
    </message>
    <message>
        <source>A ticket that is put aside with Hold waits here.</source>
        <translation>按“挂单”放到一边的小票会在这里等候。</translation>
    </message>
    <message>
        <source>Give it up</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>Press again</source>
        <translation>再按一次</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>取单</translation>
    </message>
    <message>
        <source>Held ticket</source>
        <translation>挂单小票</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Take the payment by WeChat QR code</source>
        <translation>微信扫码收款</translation>
    </message>
    <message>
        <source>Pay: all tenders, in parts</source>
        <translation>收款：各种方式，可分次</translation>
    </message>
    <message>
        <source>Take cash</source>
        <translation>收现金</translation>
    </message>
    <message>
        <source>Hold the ticket</source>
        <translation>挂单</translation>
    </message>
    <message>
        <source>Recall a held ticket</source>
        <translation>取单</translation>
    </message>
    <message>
        <source>Discount on the line</source>
        <translation>单品折扣</translation>
    </message>
    <message>
        <source>Discount on the whole sale</source>
        <translation>整单折扣</translation>
    </message>
    <message>
        <source>Another price for the line</source>
        <translation>改价</translation>
    </message>
    <message>
        <source>Goods: list, import, export</source>
        <translation>商品：列表、导入、导出</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报表</translation>
    </message>
    <message>
        <source>Scanner and labels of scales</source>
        <translation>扫码枪与秤标签</translation>
    </message>
    <message>
        <source>Which key does what</source>
        <translation>快捷键设置</translation>
    </message>
    <message>
        <source>The customer&apos;s phone, in training</source>
        <translation>顾客手机（训练）</translation>
    </message>
    <message>
        <source>Help: this list of keys</source>
        <translation>帮助：快捷键一览</translation>
    </message>
    <message>
        <source>Ring up the typed amount</source>
        <translation>把输入的金额入单</translation>
    </message>
    <message>
        <source>Quantity: before or after the digits</source>
        <translation>数量：数字前后按都行</translation>
    </message>
    <message>
        <source>One less of the line</source>
        <translation>选中行减一件</translation>
    </message>
    <message>
        <source>Delete the line</source>
        <translation>删掉选中行</translation>
    </message>
    <message>
        <source>Cancel the whole sale (press twice)</source>
        <translation>整单取消（按两次）</translation>
    </message>
    <message>
        <source>Find goods by name, initials or code</source>
        <translation>按品名、拼音首字母或货号找商品</translation>
    </message>
    <message>
        <source>One more; after digits: ring up the amount</source>
        <translation>选中行加一件；有数字时按金额入单</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>What works, what does not, and what to do</source>
        <translation>哪些正常、哪些不正常、怎么办</translation>
    </message>
    <message>
        <source>Newer versions of the till</source>
        <translation>收银程序的新版本</translation>
    </message>
    <message>
        <source>Goods or keypad</source>
        <translation>切换商品和键盘</translation>
    </message>
    <message>
        <source>Ask WeChat Pay now</source>
        <translation>立即向微信查询</translation>
    </message>
    <message>
        <source>New code: the old one is closed first</source>
        <translation>换码：先关闭旧码</translation>
    </message>
    <message>
        <source>Next ticket; confirm</source>
        <translation>下一单；确认</translation>
    </message>
    <message>
        <source>Back; cancel the payment (press twice)</source>
        <translation>返回；取消收款（按两次）</translation>
    </message>
    <message>
        <source>Today&apos;s payments</source>
        <translation>今日收款</translation>
    </message>
    <message>
        <source>Refund the chosen or the last payment</source>
        <translation>退所选或最近一笔</translation>
    </message>
    <message>
        <source>Search in a list</source>
        <translation>在列表里搜索</translation>
    </message>
    <message>
        <source>What is unconfirmed</source>
        <translation>待确认款</translation>
    </message>
    <message>
        <source>The customer&apos;s window</source>
        <translation>顾客窗口</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Chinese or English</source>
        <translation>中文或英文</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>浅色或深色</translation>
    </message>
    <message>
        <source>Who works here (managers)</source>
        <translation>员工管理（店长）</translation>
    </message>
    <message>
        <source>Lock the till; let somebody else sign in</source>
        <translation>锁屏；换人登录</translation>
    </message>
    <message>
        <source>Print the receipt of what was just paid</source>
        <translation>打印刚收款的小票</translation>
    </message>
    <message>
        <source>Print the last or the chosen receipt again</source>
        <translation>重打上一张或选中的小票</translation>
    </message>
    <message>
        <source>Try at once what is not on paper</source>
        <translation>立即重试未打印的小票</translation>
    </message>
    <message>
        <source>Sound on or off</source>
        <translation>声音开关</translation>
    </message>
    <message>
        <source>Shift: open, close, cash in and out, X, Z</source>
        <translation>开班、交班，现金存取，X 和 Z 报表</translation>
    </message>
    <message>
        <source>Open the drawer without a sale</source>
        <translation>不销售开钱箱（需写原因）</translation>
    </message>
</context>
<context>
    <name>HelpPanel</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Change keys</source>
        <translation>更改快捷键</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>ImportPanel</name>
    <message>
        <source>A list of goods</source>
        <translation>商品表</translation>
    </message>
    <message>
        <source>Columns left out: {names}</source>
        <translation>未采用的列：{names}</translation>
    </message>
    <message>
        <source>Import {count}</source>
        <translation>导入 {count} 个</translation>
    </message>
    <message>
        <source>See what it would do</source>
        <translation>看看会有什么变化</translation>
    </message>
    <message>
        <source>CSV or XLSX, with code, name, price, unit, category, bar codes. Nothing is changed yet.</source>
        <translation>CSV 或 XLSX，列有编码、名称、单价、单位、分类、条码。现在还不会改动任何商品。</translation>
    </message>
    <message>
        <source>{added} new, {changed} changed, {unchanged} as they are</source>
        <translation>新增 {added}，变更 {changed}，不变 {unchanged}</translation>
    </message>
    <message>
        <source>{bad} lines cannot be taken: nothing is imported until they are mended</source>
        <translation>有 {bad} 行不能导入：改好之前一个都不导入</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>请稍候</translation>
    </message>
    <message>
        <source>Choose a file first</source>
        <translation>请先选择文件</translation>
    </message>
    <message>
        <source>Mend the file first</source>
        <translation>请先改好文件</translation>
    </message>
    <message>
        <source>Nothing would change</source>
        <translation>没有变化</translation>
    </message>
    <message>
        <source>Import goods</source>
        <translation>导入商品</translation>
    </message>
    <message>
        <source>Where the file is</source>
        <translation>文件位置</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>KeyCatch</name>
    <message>
        <source>Press the new key: an F key, or one together with Ctrl or Alt.</source>
        <translation>请按下新的快捷键：F 键，或与 Ctrl、Alt 组合的键。</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>KeyMap</name>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>What it does</source>
        <translation>功能</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Of its own</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>Saved. The keys hold from the next start of the till.</source>
        <translation>已保存。下次启动收银台后生效。</translation>
    </message>
    <message>
        <source>{key} is typed or moves about: choose an F key, or one with Ctrl or Alt</source>
        <translation>{key} 用于输入或移动：请选 F 键，或与 Ctrl、Alt 组合的键</translation>
    </message>
    <message>
        <source>{key} is taken: {other}</source>
        <translation>{key} 已被占用：{other}</translation>
    </message>
    <message>
        <source>On the sale page</source>
        <translation>收银页</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>任何页面</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Has its own key</source>
        <translation>已是默认键</translation>
    </message>
    <message>
        <source>Nothing changed</source>
        <translation>没有改动</translation>
    </message>
    <message>
        <source>a key of another page</source>
        <translation>其他页面的快捷键</translation>
    </message>
    <message>
        <source>Own key</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>Card as PDF</source>
        <translation>卡片存为 PDF</translation>
    </message>
    <message>
        <source>Print the card</source>
        <translation>打印卡片</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Opening the ledger</source>
        <translation>正在打开账本</translation>
    </message>
    <message>
        <source>The till does not lock while a customer pays.</source>
        <translation>顾客付款时收银台不会锁屏。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>{shop} · till {till}</source>
        <translation>{shop} · {till} 号台</translation>
    </message>
    <message>
        <source>Till {till}</source>
        <translation>{till} 号台</translation>
    </message>
</context>
<context>
    <name>MarkPanel</name>
    <message>
        <source>{price} instead of {listed}</source>
        <translation>{price}，原价 {listed}</translation>
    </message>
    <message>
        <source>¥{off} off ¥{full} · {share}</source>
        <translation>原 ¥{full}，优惠 ¥{off}（{share}）</translation>
    </message>
    <message>
        <source>Nothing is taken off</source>
        <translation>没有优惠</translation>
    </message>
    <message>
        <source>% off</source>
        <translation>减 %</translation>
    </message>
    <message>
        <source>¥ off</source>
        <translation>减 ¥</translation>
    </message>
    <message>
        <source>New price ¥</source>
        <translation>新单价 ¥</translation>
    </message>
    <message>
        <source>That cannot come off</source>
        <translation>不能优惠这么多</translation>
    </message>
    <message>
        <source>Not a price</source>
        <translation>不是有效的单价</translation>
    </message>
    <message>
        <source>More than the till has room for</source>
        <translation>金额太大</translation>
    </message>
    <message>
        <source>That is not possible</source>
        <translation>不能这样改</translation>
    </message>
    <message>
        <source>The whole ticket</source>
        <translation>整单</translation>
    </message>
    <message>
        <source>Change the line</source>
        <translation>修改这一行</translation>
    </message>
    <message>
        <source>New price</source>
        <translation>改价</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>恢复原价</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>{pieces} items</source>
        <translation>共 {pieces} 件</translation>
    </message>
    <message>
        <source>{percent} % off</source>
        <translation>减 {percent}%</translation>
    </message>
</context>
<context>
    <name>Merchant</name>
    <message>
        <source>The merchant&apos;s private key</source>
        <translation>商户私钥</translation>
    </message>
    <message>
        <source>The certificate of merchant {mchid}, number {serial}, good until {expires}</source>
        <translation>商户 {mchid} 的证书，序列号 {serial}，有效期至 {expires}</translation>
    </message>
    <message>
        <source>A certificate that names no merchant, number {serial}, good until {expires}</source>
        <translation>未注明商户号的证书，序列号 {serial}，有效期至 {expires}</translation>
    </message>
    <message>
        <source>A public key, as WeChat Pay&apos;s pub_key.pem is</source>
        <translation>公钥，与微信支付公钥 pub_key.pem 的格式相同</translation>
    </message>
    <message>
        <source>The number of WeChat Pay&apos;s public key, {id}</source>
        <translation>微信支付公钥 ID：{id}</translation>
    </message>
    <message>
        <source>A .p12 bundle with the merchant&apos;s private key and certificate</source>
        <translation>.p12 证书文件，内含商户私钥和证书</translation>
    </message>
    <message>
        <source>A .p12 bundle; its password is the merchant number. Enter that number, or give apiclient_key.pem and apiclient_cert.pem from the same download</source>
        <translation>.p12 证书文件，密码就是商户号。请填写商户号，或改用同一次下载中的 apiclient_key.pem 和 apiclient_cert.pem</translation>
    </message>
    <message>
        <source>A text of 32 characters, perhaps an API key. Type the APIv3 key at its own place, then delete this file</source>
        <translation>32 个字符的文本，可能是 API 密钥。请在专门的位置输入 APIv3 密钥，然后删除此文件</translation>
    </message>
    <message>
        <source>A text of {length} characters, perhaps a cut-off API key. An APIv3 key has exactly 32</source>
        <translation>{length} 个字符的文本，可能是不完整的 API 密钥。APIv3 密钥正好 32 个字符</translation>
    </message>
    <message>
        <source>The instructions that come with the certificate. They are not needed</source>
        <translation>随证书附带的使用说明，不需要导入</translation>
    </message>
    <message>
        <source>WeChat Pay&apos;s own platform certificate. Wanted is the merchant&apos;s certificate, apiclient_cert.pem</source>
        <translation>这是微信支付平台证书。需要的是商户证书 apiclient_cert.pem</translation>
    </message>
    <message>
        <source>The certificate of an authority, {name}. Wanted is the merchant&apos;s certificate, apiclient_cert.pem</source>
        <translation>这是证书颁发机构 {name} 的证书。需要的是商户证书 apiclient_cert.pem</translation>
    </message>
    <message>
        <source>The certificate of a web address, {name}. Wanted is the merchant&apos;s certificate, apiclient_cert.pem</source>
        <translation>这是网址 {name} 的证书。需要的是商户证书 apiclient_cert.pem</translation>
    </message>
    <message>
        <source>A certificate for another kind of key than RSA. Wanted is the merchant&apos;s, apiclient_cert.pem</source>
        <translation>这张证书的密钥不是 RSA。需要的是商户证书 apiclient_cert.pem</translation>
    </message>
    <message>
        <source>A private key under a password. Wanted is apiclient_key.pem as it came, which has none</source>
        <translation>这是加了密码的私钥。需要的是原始的 apiclient_key.pem，它没有密码</translation>
    </message>
    <message>
        <source>A private key of {bits} bits. WeChat Pay&apos;s merchants have RSA keys of 2048 bits: take apiclient_key.pem</source>
        <translation>这是 {bits} 位的私钥。微信支付商户使用 2048 位 RSA 密钥：请选择 apiclient_key.pem</translation>
    </message>
    <message>
        <source>A key of another kind than RSA. Wanted is one that WeChat Pay&apos;s own tool made</source>
        <translation>这不是 RSA 密钥。需要的是微信支付证书工具生成的密钥</translation>
    </message>
    <message>
        <source>A request for a certificate. Wanted is what the merchant platform made of it, apiclient_cert.pem</source>
        <translation>这是证书请求文件。需要的是商户平台据此签发的 apiclient_cert.pem</translation>
    </message>
    <message>
        <source>A damaged private key: its text was changed. Take the file as it came</source>
        <translation>私钥已损坏：内容被改动过。请使用原始文件</translation>
    </message>
    <message>
        <source>A damaged certificate: its text was changed. Download it again from the merchant platform</source>
        <translation>证书已损坏：内容被改动过。请到商户平台重新下载</translation>
    </message>
    <message>
        <source>A damaged public key: its text was changed. Download it again from the merchant platform</source>
        <translation>公钥已损坏：内容被改动过。请到商户平台重新下载</translation>
    </message>
    <message>
        <source>A file whose beginning or end is missing. Copy it again whole, from -----BEGIN to -----END</source>
        <translation>文件缺少开头或结尾。请重新完整复制，从 -----BEGIN 到 -----END</translation>
    </message>
    <message>
        <source>Text of a key or certificate without its -----BEGIN and -----END lines. Take the file as it came</source>
        <translation>密钥或证书的文本缺少 -----BEGIN 和 -----END 行。请使用原始文件</translation>
    </message>
    <message>
        <source>An empty file. Copy or download it again</source>
        <translation>空文件。请重新复制或下载</translation>
    </message>
    <message>
        <source>A web page in the place of a file. Sign in to the merchant platform and download it again</source>
        <translation>这是网页，不是文件。请登录商户平台后重新下载</translation>
    </message>
    <message>
        <source>A picture. Wanted is the file itself</source>
        <translation>这是图片。需要的是文件本身</translation>
    </message>
    <message>
        <source>A packed file that cannot be opened here. Unpack it and give the folder</source>
        <translation>此压缩文件无法在这里打开。请解压后选择文件夹</translation>
    </message>
    <message>
        <source>A damaged zip file. Download it again</source>
        <translation>zip 文件已损坏。请重新下载</translation>
    </message>
    <message>
        <source>Packed under a password. Unpack it and give the folder</source>
        <translation>压缩文件有密码。请解压后选择文件夹</translation>
    </message>
    <message>
        <source>Too large to be a key or a certificate</source>
        <translation>文件太大，不可能是密钥或证书</translation>
    </message>
    <message>
        <source>It cannot be read: {reason}</source>
        <translation>无法读取：{reason}</translation>
    </message>
    <message>
        <source>More than {number} files. Give the folder or the files that WeChat Pay&apos;s tool made</source>
        <translation>文件超过 {number} 个。请选择微信支付证书工具生成的文件夹或文件</translation>
    </message>
    <message>
        <source>Neither a key nor a certificate, nor text</source>
        <translation>既不是密钥也不是证书，也不是文本</translation>
    </message>
    <message>
        <source>Text that is neither a key nor a certificate</source>
        <translation>文本内容既不是密钥也不是证书</translation>
    </message>
    <message>
        <source>The private key is missing. Add apiclient_key.pem</source>
        <translation>缺少商户私钥。请添加 apiclient_key.pem</translation>
    </message>
    <message>
        <source>The merchant&apos;s certificate is missing. Add apiclient_cert.pem</source>
        <translation>缺少商户证书。请添加 apiclient_cert.pem</translation>
    </message>
    <message>
        <source>{file} does not open with {mchid}. Enter the merchant number to which it was issued</source>
        <translation>{file} 用 {mchid} 打不开。请填写该证书所属的商户号</translation>
    </message>
    <message>
        <source>{file} opens with the merchant number. Enter it first</source>
        <translation>{file} 要用商户号打开。请先填写商户号</translation>
    </message>
    <message>
        <source>{key} and {certificate} do not belong together. They must come from the same request for a certificate</source>
        <translation>{key} 与 {certificate} 不匹配。两者必须出自同一次证书申请</translation>
    </message>
    <message>
        <source>There are different private keys: {files}. Leave only the one that belongs to the certificate</source>
        <translation>有不同的私钥：{files}。请只保留与证书匹配的那一个</translation>
    </message>
    <message>
        <source>There are different certificates: {files}. Leave only the one that the merchant platform shows as valid</source>
        <translation>有不同的证书：{files}。请只保留商户平台上显示有效的那一张</translation>
    </message>
    <message>
        <source>There are different public keys: {files}. Leave only WeChat Pay&apos;s, pub_key.pem</source>
        <translation>有不同的公钥：{files}。请只保留微信支付公钥 pub_key.pem</translation>
    </message>
    <message>
        <source>{file} belongs to merchant {found}, but this till is for merchant {wanted}</source>
        <translation>{file} 属于商户 {found}，而本收银台属于商户 {wanted}</translation>
    </message>
    <message>
        <source>{file} expired on {date}. Apply for a new certificate on the merchant platform</source>
        <translation>{file} 已于 {date} 过期。请到商户平台申请新证书</translation>
    </message>
    <message>
        <source>{file} is good only from {date} on. Is this computer&apos;s clock right?</source>
        <translation>{file} 从 {date} 起才有效。这台电脑的时间正确吗？</translation>
    </message>
    <message>
        <source>{file} is the public half of the merchant&apos;s own key. Wanted is WeChat Pay&apos;s public key, pub_key.pem, from the merchant platform</source>
        <translation>{file} 是商户自己密钥的公钥。需要的是从商户平台下载的微信支付公钥 pub_key.pem</translation>
    </message>
    <message>
        <source>WeChat Pay&apos;s public key needs its number, PUB_KEY_ID_…, as the merchant platform shows it</source>
        <translation>微信支付公钥需要它的 ID，即商户平台上显示的 PUB_KEY_ID_…</translation>
    </message>
    <message>
        <source>The number of WeChat Pay&apos;s public key was given without the key. Add pub_key.pem</source>
        <translation>填写了微信支付公钥 ID，却没有公钥。请添加 pub_key.pem</translation>
    </message>
    <message>
        <source>Nothing of this is new: the till has these keys already</source>
        <translation>没有新的内容：收银台已有这些密钥</translation>
    </message>
    <message>
        <source>The settings name merchant {mchid} and appid {appid}</source>
        <translation>设置中的商户号为 {mchid}，appid 为 {appid}</translation>
    </message>
    <message>
        <source>Fill in {names} in {file}</source>
        <translation>请在 {file} 中填写 {names}</translation>
    </message>
    <message>
        <source>The keyring holds the private key, and an APIv3 key of the right form</source>
        <translation>钥匙串中有商户私钥和格式正确的 APIv3 密钥</translation>
    </message>
    <message>
        <source>The keyring does not give the merchant&apos;s keys: {reason}</source>
        <translation>钥匙串没有给出商户密钥：{reason}</translation>
    </message>
    <message>
        <source>Certificate {serial} belongs to the private key; it expires on {date}</source>
        <translation>证书 {serial} 与私钥匹配，{date} 到期</translation>
    </message>
    <message>
        <source>The certificate expires soon, on {date}. Get a new one and import it</source>
        <translation>证书即将于 {date} 到期。请申请新证书并导入</translation>
    </message>
    <message>
        <source>The certificate expired on {date}. Get a new one and import it</source>
        <translation>证书已于 {date} 过期。请申请新证书并导入</translation>
    </message>
    <message>
        <source>The certificate does not belong to the private key. Import both again</source>
        <translation>证书与私钥不匹配。请重新导入两者</translation>
    </message>
    <message>
        <source>The settings name certificate {named}, but {found} was imported</source>
        <translation>设置中的证书是 {named}，导入的却是 {found}</translation>
    </message>
    <message>
        <source>The certificate belongs to merchant {found}, not to {wanted}</source>
        <translation>证书属于商户 {found}，不属于 {wanted}</translation>
    </message>
    <message>
        <source>There is no certificate to compare with: {reason}</source>
        <translation>没有可供比对的证书：{reason}</translation>
    </message>
    <message>
        <source>WeChat Pay&apos;s public key is there; the first reply that it signs proves it</source>
        <translation>微信支付公钥已就位，第一份由它签名的应答将予以证明</translation>
    </message>
    <message>
        <source>WeChat Pay&apos;s public key cannot be used: {reason}</source>
        <translation>微信支付公钥无法使用：{reason}</translation>
    </message>
    <message>
        <source>{file} is the merchant&apos;s own key, not WeChat Pay&apos;s</source>
        <translation>{file} 是商户自己的密钥，不是微信支付的</translation>
    </message>
    <message>
        <source>The number {id} and the public key do not belong together: WeChat Pay&apos;s signature does not fit. Take both from the same page of the merchant platform</source>
        <translation>公钥 ID {id} 与公钥不匹配：微信支付的签名验证不通过。请从商户平台的同一页面获取两者</translation>
    </message>
    <message>
        <source>The APIv3 key opens WeChat Pay&apos;s certificates</source>
        <translation>APIv3 密钥能解开微信支付的证书</translation>
    </message>
    <message>
        <source>The APIv3 key is not the one that is set on the merchant platform: what WeChat Pay sealed with that does not open</source>
        <translation>APIv3 密钥与商户平台上设置的不一致：微信支付加密的内容解不开</translation>
    </message>
    <message>
        <source>The APIv3 key can be checked for its form only: {reason}</source>
        <translation>APIv3 密钥只能检查格式：{reason}</translation>
    </message>
    <message>
        <source>{place} accepts the private key&apos;s signature under this certificate and merchant number</source>
        <translation>{place} 认可此商户号、证书和私钥的签名</translation>
    </message>
    <message>
        <source>Appid {appid} is not bound to merchant {mchid}. Bind it on the merchant platform</source>
        <translation>appid {appid} 没有绑定商户 {mchid}。请到商户平台绑定</translation>
    </message>
    <message>
        <source>WeChat Pay knows no merchant {mchid}. Compare the number with the merchant platform</source>
        <translation>微信支付没有商户 {mchid}。请与商户平台核对商户号</translation>
    </message>
    <message>
        <source>WeChat Pay knows no certificate {serial} of this merchant. Import the one that is valid there</source>
        <translation>微信支付没有此商户的证书 {serial}。请导入商户平台上有效的证书</translation>
    </message>
    <message>
        <source>WeChat Pay no longer accepts certificate {serial}: {reason}. Import the one that is valid there</source>
        <translation>微信支付不再接受证书 {serial}：{reason}。请导入商户平台上有效的证书</translation>
    </message>
    <message>
        <source>WeChat Pay does not accept the signature: the private key does not belong to certificate {serial}</source>
        <translation>微信支付不认可签名：私钥与证书 {serial} 不匹配</translation>
    </message>
    <message>
        <source>WeChat Pay&apos;s clock and this computer&apos;s differ by more than five minutes. Set it by the network</source>
        <translation>微信支付与这台电脑的时间相差超过五分钟。请让电脑自动校时</translation>
    </message>
    <message>
        <source>{place} cannot be reached: {reason}</source>
        <translation>无法连接 {place}：{reason}</translation>
    </message>
    <message>
        <source>The connection to {place} cannot be trusted: {reason}. Something between may be reading along, or a certificate of its own is missing</source>
        <translation>与 {place} 的连接不可信：{reason}。中间可能有人窃听，或者缺少所需的证书</translation>
    </message>
    <message>
        <source>The proxy on the way to {place} refuses: {reason}</source>
        <translation>通往 {place} 的代理服务器拒绝：{reason}</translation>
    </message>
    <message>
        <source>Something else answers in the place of {place}: a proxy, or a sign-in page of the network</source>
        <translation>{place} 的应答来自别处：代理服务器，或网络的登录页面</translation>
    </message>
    <message>
        <source>What came from {place} cannot be believed: {reason}</source>
        <translation>{place} 的应答不可信：{reason}</translation>
    </message>
    <message>
        <source>{place} gave no answer that counts: {reason}</source>
        <translation>{place} 没有给出可以作准的应答：{reason}</translation>
    </message>
    <message>
        <source>{place} refuses: {reason}</source>
        <translation>{place} 拒绝：{reason}</translation>
    </message>
    <message>
        <source>Keys and numbers do not fit together: {reason}</source>
        <translation>密钥与编号不匹配：{reason}</translation>
    </message>
</context>
<context>
    <name>MorePanel</name>
    <message>
        <source>Managers only</source>
        <translation>仅限店长</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Shift, cash, X</source>
        <translation>班次、现金、X</translation>
    </message>
    <message>
        <source>Open the drawer</source>
        <translation>打开钱箱</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日收款</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>Change the price</source>
        <translation>改价</translation>
    </message>
    <message>
        <source>Discount on all</source>
        <translation>整单折扣</translation>
    </message>
    <message>
        <source>Unresolved</source>
        <translation>待确认款</translation>
    </message>
    <message>
        <source>中文 / English</source>
        <translation>中文 / English</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>浅色或深色</translation>
    </message>
    <message>
        <source>Sound on or off</source>
        <translation>声音开关</translation>
    </message>
    <message>
        <source>Customer&apos;s window</source>
        <translation>顾客窗口</translation>
    </message>
    <message>
        <source>Customer&apos;s phone</source>
        <translation>顾客手机</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Scanning</source>
        <translation>扫码设置</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报表</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>员工</translation>
    </message>
    <message>
        <source>Lock the till</source>
        <translation>锁屏</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Doctor</source>
        <translation>体检</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
</context>
<context>
    <name>NewPinForm</name>
    <message>
        <source>New PIN, 4 to 8 digits</source>
        <translation>新密码，4 至 8 位数字</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>The same PIN again</source>
        <translation>再输入一次</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>The two differ</source>
        <translation>两次输入不一致</translation>
    </message>
    <message>
        <source>Type a name</source>
        <translation>请输入姓名</translation>
    </message>
    <message>
        <source>The first manager</source>
        <translation>第一位店长</translation>
    </message>
    <message>
        <source>Whoever this is enters everybody else, and approves refunds. The till opens when it is done.</source>
        <translation>由店长录入其他员工并审批退款。完成后收银台即可使用。</translation>
    </message>
    <message>
        <source>A new PIN</source>
        <translation>设置新密码</translation>
    </message>
    <message>
        <source>The old PIN stops working at once.</source>
        <translation>旧密码立即失效。</translation>
    </message>
    <message>
        <source>Somebody new</source>
        <translation>新员工</translation>
    </message>
    <message>
        <source>The journal speaks of people by name: a name is never given twice.</source>
        <translation>流水按姓名记录，姓名不可重复使用。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
</context>
<context>
    <name>Numpad</name>
    <message>
        <source>Qty</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>One more</source>
        <translation>加一件</translation>
    </message>
    <message>
        <source>One less</source>
        <translation>减一件</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删行</translation>
    </message>
    <message>
        <source>Backspace</source>
        <translation>退格</translation>
    </message>
</context>
<context>
    <name>OptionPanel</name>
    <message>
        <source>Go back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Ring up</source>
        <translation>录入</translation>
    </message>
</context>
<context>
    <name>PageHead</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>PaneSwitch</name>
    <message>
        <source>Keypad shown</source>
        <translation>正在显示键盘</translation>
    </message>
    <message>
        <source>Goods shown</source>
        <translation>正在显示商品</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Keypad</source>
        <translation>键盘</translation>
    </message>
</context>
<context>
    <name>Paper</name>
    <message>
        <source>The sale is safe.</source>
        <translation>交易不受影响。</translation>
    </message>
    <message>
        <source>The till tries again by itself; {key} tries at once.</source>
        <translation>收银台会自动重试；按 {key} 立即重试。</translation>
    </message>
    <message>
        <source>The dispute pack could not be written to {where}.</source>
        <translation>争议材料无法写入 {where}。</translation>
    </message>
    <message>
        <source>The receipt printer cannot be reached: is it on, and its cable in?</source>
        <translation>连不上小票打印机：请检查电源和连接线。</translation>
    </message>
    <message>
        <source>The receipt may not have been printed: look at the printer.</source>
        <translation>小票可能没有打印出来：请看一下打印机。</translation>
    </message>
    <message>
        <source>If it is missing, print it again: it is marked as a copy.</source>
        <translation>如果没有，请重新打印，小票上会注明“重打”。</translation>
    </message>
    <message>
        <source>This computer has no Chinese font for receipts.</source>
        <translation>这台电脑没有打印小票用的中文字体。</translation>
    </message>
    <message>
        <source>The receipt could not be saved.</source>
        <translation>小票没有保存成功。</translation>
    </message>
    <message>
        <source>Make room on the disk, then try again.</source>
        <translation>请清理磁盘空间后重试。</translation>
    </message>
    <message>
        <source>The cash drawer may not have opened: look at it.</source>
        <translation>钱箱可能没有打开，请看一下。</translation>
    </message>
    <message>
        <source>Open it with its key, or try again.</source>
        <translation>用钥匙打开，或再试一次。</translation>
    </message>
    <message>
        <source>The receipt printer is out of paper: put in a roll.</source>
        <translation>小票打印机没纸了：请装纸。</translation>
    </message>
    <message>
        <source>The receipt printer is open: close its cover.</source>
        <translation>小票打印机的盖子没关：请合上。</translation>
    </message>
    <message>
        <source>The receipt printer reports a fault: switch it off and on.</source>
        <translation>小票打印机报告故障：请关机再开机。</translation>
    </message>
    <message>
        <source>The receipt printer does not answer: switch it off and on.</source>
        <translation>小票打印机没有应答：请关机再开机。</translation>
    </message>
</context>
<context>
    <name>PaperDesk</name>
    <message>
        <source>No printer is set up: the installer names it in the settings.</source>
        <translation>没有设置打印机：请安装人员在设置中填写。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Receipt saved: {file}</source>
        <translation>小票已保存：{file}</translation>
    </message>
    <message>
        <source>Dispute pack written: {file}, and as JSON beside it</source>
        <translation>争议材料已导出：{file}，同处另有 JSON 文件</translation>
    </message>
</context>
<context>
    <name>PaperKeys</name>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Print refund</source>
        <translation>打印退款</translation>
    </message>
    <message>
        <source>Save PDF</source>
        <translation>存为 PDF</translation>
    </message>
    <message>
        <source>No printer</source>
        <translation>没有打印机</translation>
    </message>
</context>
<context>
    <name>PayRequests</name>
    <message>
        <source>Ticket</source>
        <translation>小票</translation>
    </message>
    <message>
        <source>Begun by</source>
        <translation>开单人</translation>
    </message>
</context>
<context>
    <name>PaymentPanels</name>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Closing this code at WeChat Pay</source>
        <translation>正在向微信关闭这张二维码</translation>
    </message>
    <message>
        <source>New code</source>
        <translation>换码</translation>
    </message>
    <message>
        <source>Safe to charge again</source>
        <translation>可重新收款</translation>
    </message>
    <message>
        <source>The code is no longer shown</source>
        <translation>二维码已撤下</translation>
    </message>
    <message>
        <source>Close, then ask whether it was paid</source>
        <translation>关单，再查询是否已付</translation>
    </message>
    <message>
        <source>If the customer was quicker, the ticket is paid</source>
        <translation>如果顾客抢先付了，这张小票就算已收款</translation>
    </message>
    <message>
        <source>Query now</source>
        <translation>立即查询</translation>
    </message>
    <message>
        <source>Serve next</source>
        <translation>先服务下一位</translation>
    </message>
    <message>
        <source>The customer did not pay in time.</source>
        <translation>顾客没有在时限内付款。</translation>
    </message>
    <message>
        <source>A new code comes as soon as this one is closed.</source>
        <translation>关闭之后会马上换一张新码。</translation>
    </message>
    <message>
        <source>The cashier cancelled.</source>
        <translation>收银员取消了收款。</translation>
    </message>
    <message>
        <source>QR code for the customer</source>
        <translation>给顾客扫的二维码</translation>
    </message>
    <message>
        <source>Amount due</source>
        <translation>应收</translation>
    </message>
    <message>
        <source>Code valid</source>
        <translation>二维码有效</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>现金</translation>
    </message>
    <message>
        <source>Waiting for the customer to scan</source>
        <translation>等待顾客扫码</translation>
    </message>
    <message>
        <source>Customer enters password</source>
        <translation>顾客输入密码</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>已收款</translation>
    </message>
    <message>
        <source>The last question found no answer; asking again</source>
        <translation>上次查询没有应答，正在再查</translation>
    </message>
    <message>
        <source>{seconds} s so far · asks by itself</source>
        <translation>已等 {seconds} 秒 · 自动查询</translation>
    </message>
    <message>
        <source>The customer scans with WeChat</source>
        <translation>请顾客用微信扫一扫</translation>
    </message>
    <message>
        <source>The customer&apos;s screen shows this code too</source>
        <translation>顾客屏上也是这张二维码</translation>
    </message>
    <message>
        <source>Turn this screen to the customer</source>
        <translation>请把屏幕转向顾客</translation>
    </message>
    <message>
        <source>Or press {key} for the customer&apos;s window</source>
        <translation>或按 {key} 打开顾客窗口</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消收款</translation>
    </message>
    <message>
        <source>Press again to cancel</source>
        <translation>再按一次取消</translation>
    </message>
    <message>
        <source>WeChat Pay by QR</source>
        <translation>微信扫码收款</translation>
    </message>
    <message>
        <source>Attempt {number} · no.</source>
        <translation>第 {number} 次 · 单号尾</translation>
    </message>
    <message>
        <source>On customer screen</source>
        <translation>客显已显示</translation>
    </message>
    <message>
        <source>Asking WeChat Pay for a code</source>
        <translation>正在向微信取二维码</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <source>Asking WeChat Pay now</source>
        <translation>正在向微信查询</translation>
    </message>
    <message>
        <source>Next question in</source>
        <translation>下次自动查询</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>Unconfirmed: do not charge again</source>
        <translation>待确认，请勿重新收款</translation>
    </message>
    <message>
        <source>The customer may have paid. The till keeps asking; no money is lost.</source>
        <translation>顾客可能已经付了钱。正在查询，钱不会丢。</translation>
    </message>
    <message>
        <source>This ticket cannot be charged again until this payment has an answer.</source>
        <translation>这张小票不能重新收款，直到这一笔有结果。</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>经过</translation>
    </message>
    <message>
        <source>Code {code} · written down, safe from a power cut</source>
        <translation>故障码 {code} · 已记账，断电也不会丢</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>单号尾</translation>
    </message>
    <message>
        <source>This ticket was paid before: tell the manager to refund this payment</source>
        <translation>这张小票之前已收款，请店长把这一笔退还</translation>
    </message>
    <message>
        <source>WeChat Pay · proven</source>
        <translation>微信支付 · 已核实到账</translation>
    </message>
    <message>
        <source>Next ticket</source>
        <translation>下一单</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>找零</translation>
    </message>
    <message>
        <source>Announced</source>
        <translation>已播报</translation>
    </message>
    <message>
        <source>Not announced</source>
        <translation>未播报</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>No printer is set up</source>
        <translation>没有设置打印机</translation>
    </message>
    <message>
        <source>Not printed</source>
        <translation>未打印</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>正在打印</translation>
    </message>
    <message>
        <source>Perhaps not printed</source>
        <translation>可能未打印</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>已打印</translation>
    </message>
    <message>
        <source>Back to the sale in {seconds} s</source>
        <translation>{seconds} 秒后回到收银</translation>
    </message>
    <message>
        <source>Cash ¥{amount} · ¥{received} received</source>
        <translation>现金 ¥{amount} · 实收 ¥{received}</translation>
    </message>
    <message>
        <source>Not paid</source>
        <translation>未收款</translation>
    </message>
    <message>
        <source>Charge again</source>
        <translation>重新收款</translation>
    </message>
    <message>
        <source>Back to the ticket</source>
        <translation>返回小票</translation>
    </message>
    <message>
        <source>The customer did not pay in time</source>
        <translation>顾客超时未付</translation>
    </message>
    <message>
        <source>The cashier cancelled before the customer paid</source>
        <translation>顾客未付，收银员取消</translation>
    </message>
    <message>
        <source>WeChat Pay closed this code</source>
        <translation>微信已关闭这张二维码</translation>
    </message>
    <message>
        <source>No code was ever shown, so nobody can have paid.</source>
        <translation>二维码从未显示过，不可能有人付款。</translation>
    </message>
    <message>
        <source>WeChat Pay confirmed at {time} that no. {tail} is closed and unpaid.</source>
        <translation>微信 {time} 确认：单号尾 {tail} 已关单、未付款。</translation>
    </message>
</context>
<context>
    <name>Payments</name>
    <message>
        <source>Ticket</source>
        <translation>小票</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>PaymentsPage</name>
    <message>
        <source>Nothing chosen</source>
        <translation>未选择收款</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>收款记录</translation>
    </message>
    <message>
        <source>Number, amount, day</source>
        <translation>单号、金额、日期</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>Dispute pack</source>
        <translation>争议材料</translation>
    </message>
    <message>
        <source>“{word}” is no number, amount, day or time.</source>
        <translation>“{word}”不是单号、金额、日期或时间。</translation>
    </message>
    <message>
        <source>No payment is like this. The till looked through all of them.</source>
        <translation>没有这样的收款。已在全部收款中查找。</translation>
    </message>
    <message>
        <source>No payment to show. Payments of today appear here as soon as they are begun.</source>
        <translation>还没有收款。今天的收款一发起就会出现在这里。</translation>
    </message>
    <message>
        <source>{count} found, and more</source>
        <translation>找到 {count} 笔以上</translation>
    </message>
    <message>
        <source>{count} found</source>
        <translation>找到 {count} 笔</translation>
    </message>
    <message>
        <source>{count} paid · ¥{paid}</source>
        <translation>{count} 笔 · ¥{paid}</translation>
    </message>
    <message>
        <source> · {count} refunds ¥{refunded}</source>
        <translation> · 退款 {count} 笔 ¥{refunded}</translation>
    </message>
    <message>
        <source>Nothing to ask</source>
        <translation>无需查询</translation>
    </message>
    <message>
        <source>Nothing left</source>
        <translation>没有可退的</translation>
    </message>
    <message>
        <source>Being written</source>
        <translation>正在导出</translation>
    </message>
</context>
<context>
    <name>PhonePanel</name>
    <message>
        <source>Press Pay on the till, and the phone sees the code.</source>
        <translation>在收银机上按收款，手机就能看到二维码。</translation>
    </message>
    <message>
        <source>The customer&apos;s phone</source>
        <translation>顾客的手机</translation>
    </message>
    <message>
        <source>First account</source>
        <translation>第一个账号</translation>
    </message>
    <message>
        <source>Second account</source>
        <translation>第二个账号</translation>
    </message>
    <message>
        <source>Scan and pay</source>
        <translation>扫码付款</translation>
    </message>
    <message>
        <source>Enter password</source>
        <translation>输密码</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>拒绝付款</translation>
    </message>
    <message>
        <source>Pay too late</source>
        <translation>迟到付款</translation>
    </message>
    <message>
        <source>Put the phone away</source>
        <translation>收起手机</translation>
    </message>
    <message>
        <source>Bad weather, next calls</source>
        <translation>接下来调用的故障</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>取码</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关单</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>Hang 10 s</source>
        <translation>卡 10 秒</translation>
    </message>
    <message>
        <source>Lost before</source>
        <translation>没送到</translation>
    </message>
    <message>
        <source>Lost after</source>
        <translation>没回来</translation>
    </message>
    <message>
        <source>Error 500</source>
        <translation>出错 500</translation>
    </message>
    <message>
        <source>Forged</source>
        <translation>伪造应答</translation>
    </message>
    <message>
        <source>Wrong sum</source>
        <translation>金额不符</translation>
    </message>
    <message>
        <source>Fair weather</source>
        <translation>天气放晴</translation>
    </message>
    <message>
        <source>The refund at the bank</source>
        <translation>退款到银行</translation>
    </message>
    <message>
        <source>Arrives</source>
        <translation>到账</translation>
    </message>
    <message>
        <source>Gets stuck</source>
        <translation>异常</translation>
    </message>
    <message>
        <source>Fails</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>The next {times} calls will meet it.</source>
        <translation>接下来 {times} 次请求会碰上。</translation>
    </message>
    <message>
        <source>The sun shines.</source>
        <translation>天气晴好。</translation>
    </message>
</context>
<context>
    <name>PinPad</name>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Back</source>
        <comment>takes the last digit back</comment>
        <translation>退格</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>PinPopOver</name>
    <message>
        <source>Code of the authenticator</source>
        <translation>验证器上的验证码</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>Nobody here may approve this</source>
        <translation>没有人可以审批此项</translation>
    </message>
    <message>
        <source>PIN of {name}</source>
        <translation>{name}的密码</translation>
    </message>
    <message>
        <source>Approval</source>
        <translation>审批</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Approved by</source>
        <translation>审批人</translation>
    </message>
    <message>
        <source>Good for this one only, once</source>
        <translation>仅对本项有效，只能用一次</translation>
    </message>
    <message>
        <source>PINs for training: {pins}</source>
        <translation>训练用密码：{pins}</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>批准</translation>
    </message>
</context>
<context>
    <name>Reading</name>
    <message>
        <source>Goods {code}</source>
        <translation>商品 {code}</translation>
    </message>
    <message>
        <source>Goods {code}, {kilograms} kg</source>
        <translation>商品 {code}，{kilograms} 千克</translation>
    </message>
    <message>
        <source>Goods {code}, ¥{price}</source>
        <translation>商品 {code}，¥{price}</translation>
    </message>
    <message>
        <source>A customer&apos;s payment code</source>
        <translation>顾客的付款码</translation>
    </message>
    <message>
        <source>One of our receipts, {number}</source>
        <translation>本店小票，{number}</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>没有内容</translation>
    </message>
    <message>
        <source>Too long for a code</source>
        <translation>太长，不是条码</translation>
    </message>
    <message>
        <source>The check digit is wrong: a digit was lost or misread</source>
        <translation>校验位不对：有一位丢失或误读</translation>
    </message>
    <message>
        <source>Characters that no bar code has: an input method is in the way</source>
        <translation>含有条码中没有的字符：受到输入法干扰</translation>
    </message>
    <message>
        <source>No goods carry this code</source>
        <translation>没有商品使用此条码</translation>
    </message>
    <message>
        <source>ended by Enter</source>
        <translation>以回车结束</translation>
    </message>
    <message>
        <source>ended by Tab</source>
        <translation>以 Tab 结束</translation>
    </message>
    <message>
        <source>ended by nothing</source>
        <translation>没有结束符</translation>
    </message>
    <message>
        <source>{count} characters, {mean} ms apart, {most} ms at most, {ending}</source>
        <translation>{count} 个字符，平均间隔 {mean} 毫秒，最长 {most} 毫秒，{ending}</translation>
    </message>
    <message>
        <source>A part of it was lost. Scan again; if it happens often, let the scanner send slower.</source>
        <translation>丢失了一部分。请重新扫码；若经常发生，请把扫码枪的发送速度调慢。</translation>
    </message>
    <message>
        <source>An input method has changed the characters. The till reads them all the same.</source>
        <translation>输入法改变了字符，但收银台仍能正确读取。</translation>
    </message>
    <message>
        <source>Set the scanner to send Enter after each code.</source>
        <translation>请把扫码枪设为每次扫码后发送回车。</translation>
    </message>
    <message>
        <source>Slow: above {most} ms the till takes it for typing. Set a shorter delay in the scanner.</source>
        <translation>速度偏慢：间隔超过 {most} 毫秒会被当作手工输入。请缩短扫码枪的字符间隔。</translation>
    </message>
    <message>
        <source>Weight, by {grams} g</source>
        <translation>重量，单位 {grams} 克</translation>
    </message>
    <message>
        <source>Price, by ¥{yuan}</source>
        <translation>金额，单位 ¥{yuan}</translation>
    </message>
</context>
<context>
    <name>ReasonPanel</name>
    <message>
        <source>Go back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>More words</source>
        <translation>补充说明</translation>
    </message>
    <message>
        <source>Match late money</source>
        <translation>匹配迟到款</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>匹配小票</translation>
    </message>
    <message>
        <source>Same customer</source>
        <translation>同一位顾客</translation>
    </message>
    <message>
        <source>Charged again by mistake</source>
        <translation>误重复收款</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Mark resolved</source>
        <translation>标记已处理</translation>
    </message>
    <message>
        <source>Settled with customer</source>
        <translation>已与顾客结清</translation>
    </message>
    <message>
        <source>Seen at WeChat Pay</source>
        <translation>已在微信商户平台核对</translation>
    </message>
    <message>
        <source>No ticket of the same amount waits for money. Give it back, or mark it resolved.</source>
        <translation>没有等待付款的同额小票。请退款，或标记已处理。</translation>
    </message>
    <message>
        <source>Choose the ticket that the customer paid for with this money.</source>
        <translation>请选择顾客用这笔钱付的小票。</translation>
    </message>
    <message>
        <source>It is written down with your name, and stays listed until its cause is gone.</source>
        <translation>将连同您的姓名记录在案；问题真正消除前仍会列出。</translation>
    </message>
    <message>
        <source>No ticket</source>
        <translation>没有可匹配的小票</translation>
    </message>
    <message>
        <source>Write the reason</source>
        <translation>请填写原因</translation>
    </message>
</context>
<context>
    <name>RefundAccount</name>
    <message>
        <source>Send it to another account</source>
        <translation>退到其他账户</translation>
    </message>
    <message>
        <source>The customer&apos;s account does not take the money. It waits at WeChat Pay until it is sent on.</source>
        <translation>顾客的账户无法收款。款项在微信支付，等待改退到其他账户。</translation>
    </message>
    <message>
        <source>Customer&apos;s card</source>
        <translation>顾客的银行卡</translation>
    </message>
    <message>
        <source>The shop&apos;s account</source>
        <translation>商户银行账户</translation>
    </message>
    <message>
        <source>Bank of the debit card (arrow keys)</source>
        <translation>借记卡开户银行（方向键选择）</translation>
    </message>
    <message>
        <source>Card number, 12 to 19 digits</source>
        <translation>卡号，12 至 19 位数字</translation>
    </message>
    <message>
        <source>Name on the card</source>
        <translation>持卡人姓名</translation>
    </message>
    <message>
        <source>Sealed before it leaves the till. It is neither stored nor logged.</source>
        <translation>离开收银机前已加密，不保存，也不写入日志。</translation>
    </message>
    <message>
        <source>The money comes back to the shop&apos;s own bank account. Give it to the customer another way.</source>
        <translation>款项退回商户自己的银行账户，请用其他方式交给顾客。</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>Type the card number</source>
        <translation>请输入卡号</translation>
    </message>
    <message>
        <source>Type the name on the card</source>
        <translation>请输入持卡人姓名</translation>
    </message>
</context>
<context>
    <name>RefundFoot</name>
    <message>
        <source>Earlier refunds {count}</source>
        <translation>已有退款 {count}</translation>
    </message>
    <message>
        <source>Next: check</source>
        <translation>下一步：复核</translation>
    </message>
    <message>
        <source>Another refund</source>
        <translation>再退一笔</translation>
    </message>
    <message>
        <source>Nothing left to refund</source>
        <translation>已无可退金额</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>重新提交</translation>
    </message>
    <message>
        <source>Another account</source>
        <translation>退到其他账户</translation>
    </message>
    <message>
        <source>New refund</source>
        <translation>新的退款</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>查询</translation>
    </message>
</context>
<context>
    <name>RefundForm</name>
    <message>
        <source>Whole</source>
        <translation>整单</translation>
    </message>
    <message>
        <source>By item</source>
        <translation>按商品</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Less</source>
        <translation>减少</translation>
    </message>
    <message>
        <source>More</source>
        <translation>增加</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>已收款</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>已退款</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>还可退</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Amount to give back, in yuan</source>
        <translation>退款金额（元）</translation>
    </message>
    <message>
        <source>{name}: pieces</source>
        <translation>{name}：件数</translation>
    </message>
    <message>
        <source>{name}: kilograms</source>
        <translation>{name}：千克</translation>
    </message>
</context>
<context>
    <name>RefundLines</name>
    <message>
        <source>All of it came back</source>
        <translation>已全部退回</translation>
    </message>
    <message>
        <source>{left} left · {amount}</source>
        <translation>可退 {left} · {amount}</translation>
    </message>
</context>
<context>
    <name>RefundPage</name>
    <message>
        <source>Ticket</source>
        <translation>小票</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Ticket {ticket} · {time} · {tender}</source>
        <translation>小票 {ticket} · {time} · {tender}</translation>
    </message>
    <message>
        <source>Write the reason</source>
        <translation>请填写原因</translation>
    </message>
    <message>
        <source>To</source>
        <translation>退往</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>This refund</source>
        <translation>本次退款</translation>
    </message>
    <message>
        <source>Being written down</source>
        <translation>正在记账</translation>
    </message>
</context>
<context>
    <name>RefundProgress</name>
    <message>
        <source>Refunds of this payment</source>
        <translation>这笔收款的退款</translation>
    </message>
    <message>
        <source>Refund {number}</source>
        <translation>退款单 {number}</translation>
    </message>
</context>
<context>
    <name>RefundReview</name>
    <message>
        <source>Check the refund</source>
        <translation>复核退款</translation>
    </message>
    <message>
        <source>Back to the customer who paid</source>
        <translation>退款给原付款人</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>小票</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>To</source>
        <translation>退到</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>A refund cannot be called back.</source>
        <translation>退款发出后不能撤回。</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>退款</translation>
    </message>
</context>
<context>
    <name>RefundTerms</name>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量问题</translation>
    </message>
    <message>
        <source>Wrong item</source>
        <translation>买错</translation>
    </message>
    <message>
        <source>Paid twice</source>
        <translation>重复收款</translation>
    </message>
    <message>
        <source>Wrong price</source>
        <translation>价格错误</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>退回方式</translation>
    </message>
    <message>
        <source>{tender}, as it came</source>
        <translation>原路退回{tender}</translation>
    </message>
    <message>
        <source>From the drawer, at once</source>
        <translation>从钱箱退，当场给</translation>
    </message>
    <message>
        <source>Give it back the way it came; the till writes it down</source>
        <translation>按原方式退给顾客，收银台只做记录</translation>
    </message>
    <message>
        <source>Goods go back to the shelf</source>
        <translation>退回库存</translation>
    </message>
    <message>
        <source>Write the reason; the customer reads it</source>
        <translation>填写原因，顾客会看到</translation>
    </message>
    <message>
        <source>A note that stays in the shop</source>
        <translation>店内备注，顾客看不到</translation>
    </message>
    <message>
        <source>Balance: about 5 minutes. Bank card: 1 to 3 working days</source>
        <translation>零钱约 5 分钟，银行卡 1–3 个工作日</translation>
    </message>
    <message>
        <source>From the drawer, at once; a manager approves it</source>
        <translation>从钱箱立即支付，需店长批准</translation>
    </message>
</context>
<context>
    <name>Refunds</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>To</source>
        <translation>退到</translation>
    </message>
    <message>
        <source>not given back</source>
        <translation>没有退出</translation>
    </message>
    <message>
        <source>cash</source>
        <translation>现金</translation>
    </message>
    <message>
        <source>the way it came</source>
        <translation>原路退回</translation>
    </message>
    <message>
        <source>Balance: about 5 minutes. Bank card: 1 to 3 working days</source>
        <translation>零钱约 5 分钟，银行卡 1–3 个工作日</translation>
    </message>
    <message>
        <source>about 5 minutes</source>
        <translation>约 5 分钟到账</translation>
    </message>
    <message>
        <source>1 to 3 working days</source>
        <translation>1–3 个工作日到账</translation>
    </message>
    <message>
        <source>Written down</source>
        <translation>已记录</translation>
    </message>
    <message>
        <source>Taken from the drawer</source>
        <translation>从钱箱取出</translation>
    </message>
    <message>
        <source>Given to the customer</source>
        <translation>已交给顾客</translation>
    </message>
    <message>
        <source>The way it came</source>
        <translation>按原方式退回</translation>
    </message>
    <message>
        <source>Written down, and sent</source>
        <translation>已记录并提交</translation>
    </message>
    <message>
        <source>Accepted: on its way</source>
        <translation>已受理，退款中</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>已到账</translation>
    </message>
    <message>
        <source>To {account}: {arrival}</source>
        <translation>退到{account}，{arrival}</translation>
    </message>
    <message>
        <source>WeChat Pay has not answered yet</source>
        <translation>微信支付尚未答复</translation>
    </message>
    <message>
        <source>The customer&apos;s account does not take the money. It is safe at WeChat Pay. Send it to another account.</source>
        <translation>顾客的账户无法收款。款项在微信支付，是安全的。请退到其他账户。</translation>
    </message>
    <message>
        <source>WeChat Pay closed this refund: nothing was given back, and the money is free again. A new refund may begin, under a new number.</source>
        <translation>微信支付已关闭这笔退款：钱没有退出，额度已恢复。可以用新单号重新退款。</translation>
    </message>
    <message>
        <source>Your merchant account holds too little. No money has moved. Top it up, then send again: it is the same number, so nothing is given back twice.</source>
        <translation>商户账户余额不足，钱没有动。请充值后重新提交：单号不变，不会重复退款。</translation>
    </message>
    <message>
        <source>Cash from the drawer</source>
        <translation>钱箱现金</translation>
    </message>
    <message>
        <source>{tender}, the way it came</source>
        <translation>原路退回{tender}</translation>
    </message>
    <message>
        <source>An amount, without goods</source>
        <translation>指定金额，不含商品</translation>
    </message>
    <message>
        <source>Kinds: {kinds} · Pieces: {pieces}</source>
        <translation>{kinds} 种，{pieces} 件</translation>
    </message>
    <message>
        <source>rounded off ¥{amount}</source>
        <translation>抹零 ¥{amount}</translation>
    </message>
    <message>
        <source>Too many: {left}</source>
        <translation>数量过多：{left}</translation>
    </message>
    <message>
        <source>Nothing left to refund</source>
        <translation>已无可退金额</translation>
    </message>
    <message>
        <source>Choose what comes back</source>
        <translation>请选择要退的商品</translation>
    </message>
    <message>
        <source>Type an amount</source>
        <translation>请输入金额</translation>
    </message>
    <message>
        <source>This payment holds ¥{left}; see the others</source>
        <translation>这笔只收了 ¥{left}，其余见其他收款</translation>
    </message>
    <message>
        <source>Only ¥{left} is left</source>
        <translation>只剩 ¥{left} 可退</translation>
    </message>
    <message>
        <source>The ticket is not paid: give all of it back</source>
        <translation>小票还没付清：这笔要全部退回</translation>
    </message>
    <message>
        <source>One a minute: wait {seconds} s</source>
        <translation>每分钟一笔，请等 {seconds} 秒</translation>
    </message>
    <message>
        <source>50 refunds are the most</source>
        <translation>最多退款 50 次</translation>
    </message>
    <message>
        <source>Older than 365 days</source>
        <translation>已超过 365 天</translation>
    </message>
</context>
<context>
    <name>ReportFoot</name>
    <message>
        <source>Saving: {share} %</source>
        <translation>正在保存：{share} %</translation>
    </message>
    <message>
        <source>Reading: {share} %</source>
        <translation>正在读取：{share} %</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>请稍候</translation>
    </message>
    <message>
        <source>Nothing to save</source>
        <translation>没有可保存的内容</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
</context>
<context>
    <name>Reports</name>
    <message>
        <source>From the till&apos;s ledger, as it was at {at}, Beijing time</source>
        <translation>取自收银台账本，北京时间 {at} 的状态</translation>
    </message>
    <message>
        <source>Page {number}</source>
        <translation>第 {number} 页</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>Tender</source>
        <translation>支付方式</translation>
    </message>
    <message>
        <source>Cashier</source>
        <translation>收银员</translation>
    </message>
    <message>
        <source>Refunds</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>Discounts</source>
        <translation>优惠</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>税额</translation>
    </message>
    <message>
        <source>Turnover by day</source>
        <translation>按日期的营业额</translation>
    </message>
    <message>
        <source>Turnover by hour</source>
        <translation>按时段的营业额</translation>
    </message>
    <message>
        <source>Turnover by item</source>
        <translation>按商品的营业额</translation>
    </message>
    <message>
        <source>Turnover by category</source>
        <translation>按分类的营业额</translation>
    </message>
    <message>
        <source>Turnover by tender</source>
        <translation>按支付方式的营业额</translation>
    </message>
    <message>
        <source>Turnover by cashier</source>
        <translation>按收银员的营业额</translation>
    </message>
    <message>
        <source>Refunds by reason</source>
        <translation>按原因的退款</translation>
    </message>
    <message>
        <source>Discounts by cashier</source>
        <translation>按收银员的优惠</translation>
    </message>
    <message>
        <source>Tax included, by rate</source>
        <translation>按税率的含税额</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Tax rate</source>
        <translation>税率</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>笔数</translation>
    </message>
    <message>
        <source>By WeChat</source>
        <translation>微信退回</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>线下退回</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>List price</source>
        <translation>原价</translation>
    </message>
    <message>
        <source>Sold for</source>
        <translation>实收</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>优惠</translation>
    </message>
    <message>
        <source>With tax</source>
        <translation>含税</translation>
    </message>
    <message>
        <source>Without tax</source>
        <translation>不含税</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>销售</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>Turnover</source>
        <translation>营业额</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>单数</translation>
    </message>
    <message>
        <source>Typed amounts</source>
        <translation>输入金额</translation>
    </message>
    <message>
        <source>No category</source>
        <translation>未分类</translation>
    </message>
    <message>
        <source>Rounded off</source>
        <translation>抹零</translation>
    </message>
    <message>
        <source>Without goods</source>
        <translation>不分商品</translation>
    </message>
    <message>
        <source>Mon</source>
        <translation>周一</translation>
    </message>
    <message>
        <source>Tue</source>
        <translation>周二</translation>
    </message>
    <message>
        <source>Wed</source>
        <translation>周三</translation>
    </message>
    <message>
        <source>Thu</source>
        <translation>周四</translation>
    </message>
    <message>
        <source>Fri</source>
        <translation>周五</translation>
    </message>
    <message>
        <source>Sat</source>
        <translation>周六</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>周日</translation>
    </message>
    <message>
        <source>WeChat Pay</source>
        <translation>微信支付</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>现金</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Average sale</source>
        <translation>客单价</translation>
    </message>
</context>
<context>
    <name>ReportsDesk</name>
    <message>
        <source>Report</source>
        <translation>报表</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>ReportsPage</name>
    <message>
        <source>Saved: {file}</source>
        <translation>已保存：{file}</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Reading was stopped</source>
        <translation>已停止读取</translation>
    </message>
    <message>
        <source>Choose the days again, or fewer of them.</source>
        <translation>请重新选择日期，或选择较少的天数。</translation>
    </message>
    <message>
        <source>Nothing to report on these days</source>
        <translation>这些天没有可报的内容</translation>
    </message>
    <message>
        <source>Choose other days or another report.</source>
        <translation>请选择其他日期或其他报表。</translation>
    </message>
    <message>
        <source>as of {at}</source>
        <translation>截至 {at}</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报表</translation>
    </message>
    <message>
        <source>Next report</source>
        <translation>下一张报表</translation>
    </message>
</context>
<context>
    <name>ResultStrip</name>
    <message>
        <source>WeChat</source>
        <translation>微信</translation>
    </message>
    <message>
        <source>No payment yet</source>
        <translation>还没有收款</translation>
    </message>
    <message>
        <source>{key} Help</source>
        <translation>{key} 帮助</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>上一笔</translation>
    </message>
    <message>
        <source>Announced</source>
        <translation>已播报</translation>
    </message>
    <message>
        <source>Not announced</source>
        <translation>未播报</translation>
    </message>
</context>
<context>
    <name>Ringing</name>
    <message>
        <source>Quick amount</source>
        <translation>快速收款</translation>
    </message>
    <message>
        <source>Nothing found for {text}</source>
        <translation>没有找到“{text}”</translation>
    </message>
    <message>
        <source>Type an amount first, then press Quick amount</source>
        <translation>请先输入金额，再按快速收款</translation>
    </message>
    <message>
        <source>Type the price first</source>
        <translation>请先输入价格</translation>
    </message>
    <message>
        <source>That quantity is not possible</source>
        <translation>数量不对</translation>
    </message>
    <message>
        <source>That is more than the till has room for</source>
        <translation>数目超出了收银机的范围</translation>
    </message>
    <message>
        <source>The ticket is full</source>
        <translation>小票已满</translation>
    </message>
    <message>
        <source>There is no line to change</source>
        <translation>没有可改的商品行</translation>
    </message>
    <message>
        <source>The label says a weight, but this is sold by the piece</source>
        <translation>标签上是重量，但此商品按件销售</translation>
    </message>
    <message>
        <source>That is not possible</source>
        <translation>不能这样操作</translation>
    </message>
</context>
<context>
    <name>RoleChoice</name>
    <message>
        <source>Role of {name}</source>
        <translation>{name}的角色</translation>
    </message>
    <message>
        <source>It decides what they may do alone, and what they may approve.</source>
        <translation>角色决定其可独自办理和可审批的事项。</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>RuleForm</name>
    <message>
        <source>The prefix must be 02, or begin with 2: numbers for use inside a shop.</source>
        <translation>前缀必须是 02 或以 2 开头：店内码专用号段。</translation>
    </message>
    <message>
        <source>With this prefix and number, 4 to 6 digits must be left for weight or price.</source>
        <translation>按此前缀和商品位数，重量或金额应剩 4 至 6 位。</translation>
    </message>
    <message>
        <source>1 g</source>
        <translation>1 克</translation>
    </message>
    <message>
        <source>10 g</source>
        <translation>10 克</translation>
    </message>
    <message>
        <source>100 g</source>
        <translation>100 克</translation>
    </message>
    <message>
        <source>1 kg</source>
        <translation>1 千克</translation>
    </message>
    <message>
        <source>¥0.01</source>
        <translation>1 分</translation>
    </message>
    <message>
        <source>¥0.10</source>
        <translation>1 角</translation>
    </message>
    <message>
        <source>¥1</source>
        <translation>1 元</translation>
    </message>
    <message>
        <source>Begins with</source>
        <translation>前缀</translation>
    </message>
    <message>
        <source>Digits of the goods</source>
        <translation>商品位数</translation>
    </message>
    <message>
        <source>Then comes the</source>
        <translation>随后是</translation>
    </message>
    <message>
        <source>which counts</source>
        <translation>最小单位</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>重量</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>金额</translation>
    </message>
</context>
<context>
    <name>SalePage</name>
    <message>
        <source>Ring something up first</source>
        <translation>请先录入商品</translation>
    </message>
    <message>
        <source>To change the ticket, go back to it, or just scan the next item.</source>
        <translation>要改小票请先返回，或直接扫下一件商品。</translation>
    </message>
    <message>
        <source>The ticket is locked: some of it is paid, or is being paid.</source>
        <translation>小票已锁定：已付一部分，或正在付款。</translation>
    </message>
    <message>
        <source>One moment: the sale is being written down.</source>
        <translation>请稍候，正在记账。</translation>
    </message>
    <message>
        <source>Ring up the next item, and a new ticket begins by itself.</source>
        <translation>直接录入下一件商品，也会开始新的一单。</translation>
    </message>
    <message>
        <source>Serve the next customer: this ticket goes on being asked about.</source>
        <translation>先服务下一位：本票转入待确认款，继续自动查询。</translation>
    </message>
    <message>
        <source>Nobody can pay this code any more.</source>
        <translation>这张二维码已经不能付款。</translation>
    </message>
    <message>
        <source>The ticket is locked while it is being paid. To change it, cancel the payment first.</source>
        <translation>收款期间小票不可改动。要改先取消收款。</translation>
    </message>
    <message>
        <source>Weight of {name}</source>
        <translation>{name} 的重量</translation>
    </message>
    <message>
        <source>Price of {name}</source>
        <translation>{name} 的价格</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Pay</source>
        <translation>收款</translation>
    </message>
    <message>
        <source>WeChat</source>
        <translation>微信收款</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>现金</translation>
    </message>
    <message>
        <source>Quick amount</source>
        <translation>快速收款</translation>
    </message>
</context>
<context>
    <name>Scan</name>
    <message>
        <source>Payment codes are not taken yet: press Pay</source>
        <translation>暂不支持付款码：请按“收款”</translation>
    </message>
    <message>
        <source>That scan cannot be read: scan again</source>
        <translation>无法识别：请重扫</translation>
    </message>
    <message>
        <source>A digit of {code} is wrong: scan again</source>
        <translation>{code} 校验位不对：请重扫</translation>
    </message>
    <message>
        <source>No goods with the code {code}</source>
        <translation>没有货号为 {code} 的商品</translation>
    </message>
    <message>
        <source>{name} is not on sale</source>
        <translation>{name} 已下架</translation>
    </message>
    <message>
        <source>{code} could not be looked up: scan again</source>
        <translation>{code} 未能查询：请重扫</translation>
    </message>
    <message>
        <source>Payment codes are not taken yet: let the customer scan the code</source>
        <translation>暂不能扫付款码：请让顾客扫屏幕上的二维码</translation>
    </message>
    <message>
        <source>The ticket is being paid: scan again when that is over</source>
        <translation>正在收款：收款结束后再扫码</translation>
    </message>
    <message>
        <source>First type the weight of {name}, or press Esc</source>
        <translation>请先输入{name}的重量，或按 Esc 放弃</translation>
    </message>
    <message>
        <source>First type the price of {name}, or press Esc</source>
        <translation>请先输入{name}的单价，或按 Esc 放弃</translation>
    </message>
</context>
<context>
    <name>ScanDesk</name>
    <message>
        <source>Sign in first, then scan</source>
        <translation>请先登录，再扫码</translation>
    </message>
    <message>
        <source>Half of the scan was lost: scan again</source>
        <translation>只扫到一半，请重新扫码</translation>
    </message>
    <message>
        <source>That scan was not taken: close what is open first</source>
        <translation>本次扫码无效：请先关闭当前窗口</translation>
    </message>
    <message>
        <source>That scan was not taken: it means nothing on this page</source>
        <translation>本次扫码无效：此页面不能扫码</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>asked for at the till</source>
        <translation>收款时输入</translation>
    </message>
    <message>
        <source>New goods</source>
        <translation>新商品</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>单价</translation>
    </message>
</context>
<context>
    <name>ScanTrial</name>
    <message>
        <source>Try a scan</source>
        <translation>试扫</translation>
    </message>
    <message>
        <source>Scan anything</source>
        <translation>扫任意条码</translation>
    </message>
    <message>
        <source>Here it goes nowhere: you see how it is read, and how the scanner sends it.</source>
        <translation>在此扫码不会录入：只显示如何读取，以及扫码枪如何发送。</translation>
    </message>
</context>
<context>
    <name>ScanningPage</name>
    <message>
        <source>Typed, or sent too slowly: {pause} ms from one character to the next</source>
        <translation>手工输入，或发送太慢：字符间隔 {pause} 毫秒</translation>
    </message>
    <message>
        <source>There is no rule</source>
        <translation>没有规则</translation>
    </message>
    <message>
        <source>There is no room for more</source>
        <translation>规则已满</translation>
    </message>
    <message>
        <source>Nothing changed</source>
        <translation>没有改动</translation>
    </message>
    <message>
        <source>Scanning</source>
        <translation>扫码设置</translation>
    </message>
    <message>
        <source>Labels of the shop&apos;s scales</source>
        <translation>店内秤标签</translation>
    </message>
    <message>
        <source>P: number of the goods. W: weight. ¥: price. C: check digit.</source>
        <translation>P：商品号。W：重量。¥：金额。C：校验位。</translation>
    </message>
    <message>
        <source>No rule yet: a label of a scale is taken for a code of goods. Add a rule for each kind.</source>
        <translation>还没有规则：秤标签会被当作普通商品条码。请为每种标签新增一条规则。</translation>
    </message>
    <message>
        <source>Add a rule</source>
        <translation>新增规则</translation>
    </message>
    <message>
        <source>Remove the rule</source>
        <translation>删除规则</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>Sentence</name>
    <message>
        <source>{what} {rest}</source>
        <translation>{what}{rest}</translation>
    </message>
    <message>
        <source>{money} {todo} ({code})</source>
        <translation>{money}{todo}（{code}）</translation>
    </message>
    <message>
        <source>No money has moved.</source>
        <translation>款项没有变动。</translation>
    </message>
    <message>
        <source>The customer may have paid: do not charge again.</source>
        <translation>顾客可能已付，请勿重新收款。</translation>
    </message>
    <message>
        <source>The till keeps asking by itself.</source>
        <translation>正在自动查询。</translation>
    </message>
    <message>
        <source>Call whoever set up this till.</source>
        <translation>请联系安装人员。</translation>
    </message>
    <message>
        <source>WeChat Pay cannot be reached: the network is down.</source>
        <translation>网络断开，连不上微信支付。</translation>
    </message>
    <message>
        <source>The reply could not be proven to come from WeChat Pay.</source>
        <translation>收到的应答无法证实来自微信支付。</translation>
    </message>
    <message>
        <source>WeChat Pay did not answer.</source>
        <translation>微信支付没有应答。</translation>
    </message>
    <message>
        <source>The merchant keys or numbers do not fit together.</source>
        <translation>商户密钥或编号不匹配。</translation>
    </message>
    <message>
        <source>WeChat Pay&apos;s rules do not allow this request, so it was not sent.</source>
        <translation>请求不符合微信支付的规定，没有发出。</translation>
    </message>
    <message>
        <source>Correct it and try again.</source>
        <translation>请改正后再试。</translation>
    </message>
    <message>
        <source>WeChat Pay is busy.</source>
        <translation>微信支付系统繁忙。</translation>
    </message>
    <message>
        <source>WeChat Pay does not accept this till&apos;s signature.</source>
        <translation>微信支付不认这台收银机的签名。</translation>
    </message>
    <message>
        <source>WeChat Pay does not allow this merchant to do that.</source>
        <translation>微信支付没有给商户开通这项权限。</translation>
    </message>
    <message>
        <source>The merchant account holds too little for this refund.</source>
        <translation>商户账户余额不足，退不了这一笔。</translation>
    </message>
    <message>
        <source>Top it up; the till sends the same refund again.</source>
        <translation>请先充值，收银机会用原单号再退。</translation>
    </message>
    <message>
        <source>The customer&apos;s account cannot take the refund.</source>
        <translation>顾客的账户收不了退款。</translation>
    </message>
    <message>
        <source>Tell the manager.</source>
        <translation>请交给店长。</translation>
    </message>
    <message>
        <source>A limit at WeChat Pay stops this payment.</source>
        <translation>微信支付的限额挡住了这一笔。</translation>
    </message>
    <message>
        <source>Use another way to pay.</source>
        <translation>请换一种付款方式。</translation>
    </message>
    <message>
        <source>WeChat Pay refused.</source>
        <translation>微信支付拒绝了。</translation>
    </message>
    <message>
        <source>Try again; if it stays so, call whoever set up this till.</source>
        <translation>请再试一次；还是不行就联系安装人员。</translation>
    </message>
    <message>
        <source>That is more than is left to refund.</source>
        <translation>超过了还可退的金额。</translation>
    </message>
    <message>
        <source>Enter a smaller amount.</source>
        <translation>请输入小一点的金额。</translation>
    </message>
    <message>
        <source>More of a line would come back than is left of it.</source>
        <translation>退回数量超过该行剩余可退数量。</translation>
    </message>
    <message>
        <source>Look at what has come back, and choose less.</source>
        <translation>查看已退数量，然后减少本次退回数量。</translation>
    </message>
    <message>
        <source>This payment has had 50 refunds; WeChat Pay allows no more.</source>
        <translation>这笔收款已退过 50 次，微信不允许再退。</translation>
    </message>
    <message>
        <source>Two refunds of one payment must be a minute apart.</source>
        <translation>同一笔收款的两次退款要隔 1 分钟。</translation>
    </message>
    <message>
        <source>Wait a minute and try again.</source>
        <translation>请等 1 分钟再试。</translation>
    </message>
    <message>
        <source>The payment is older than a year; WeChat Pay no longer refunds it.</source>
        <translation>这笔收款已满一年，微信不再退款。</translation>
    </message>
    <message>
        <source>What was not written down did not happen; the rest is kept.</source>
        <translation>没有记上的就没有发生，其余都在。</translation>
    </message>
    <message>
        <source>The ledger was written by a newer program.</source>
        <translation>账本是新版程序写的。</translation>
    </message>
    <message>
        <source>Update this till.</source>
        <translation>请更新这台收银机。</translation>
    </message>
    <message>
        <source>Another program holds the ledger.</source>
        <translation>账本被另一个程序占用。</translation>
    </message>
    <message>
        <source>Close the other till program, then try again.</source>
        <translation>请关掉另一个收银程序再试。</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>磁盘已满。</translation>
    </message>
    <message>
        <source>Make room, then try again.</source>
        <translation>请腾出空间再试。</translation>
    </message>
    <message>
        <source>What WeChat Pay sent could not be kept on the disk.</source>
        <translation>微信支付发来的内容存不到磁盘上。</translation>
    </message>
    <message>
        <source>The ledger may not be written here.</source>
        <translation>账本在这里不能写入。</translation>
    </message>
    <message>
        <source>The ledger is damaged.</source>
        <translation>账本已损坏。</translation>
    </message>
    <message>
        <source>Stop selling and restore a backup.</source>
        <translation>请停止收银，恢复备份。</translation>
    </message>
    <message>
        <source>The ledger is no longer where it was.</source>
        <translation>账本已不在原处。</translation>
    </message>
    <message>
        <source>Put its disk or folder back, then press the key again.</source>
        <translation>请把磁盘或文件夹放回原处，再按一次。</translation>
    </message>
    <message>
        <source>No backup was made.</source>
        <translation>备份没有做成。</translation>
    </message>
    <message>
        <source>Nothing is lost; selling goes on.</source>
        <translation>没有丢失任何数据；可继续收银。</translation>
    </message>
    <message>
        <source>See that the folder for backups can be written; the till tries again.</source>
        <translation>请检查备份文件夹是否可写；收银台会再次尝试。</translation>
    </message>
    <message>
        <source>The ledger could not be written.</source>
        <translation>账本写不进去。</translation>
    </message>
    <message>
        <source>Check the disk, then try again.</source>
        <translation>请检查磁盘再试。</translation>
    </message>
    <message>
        <source>There is no record of that number.</source>
        <translation>没有这个单号的记录。</translation>
    </message>
    <message>
        <source>Check the number.</source>
        <translation>请核对单号。</translation>
    </message>
    <message>
        <source>Another hand was quicker.</source>
        <translation>有人先一步处理了。</translation>
    </message>
    <message>
        <source>Nothing was done twice.</source>
        <translation>没有重复操作。</translation>
    </message>
    <message>
        <source>Look at how it stands now.</source>
        <translation>请看现在的状态。</translation>
    </message>
    <message>
        <source>An earlier code for this ticket could still be paid.</source>
        <translation>这张小票之前的二维码还可能被付款。</translation>
    </message>
    <message>
        <source>Wait until WeChat Pay confirms that it is closed.</source>
        <translation>请等微信确认关单。</translation>
    </message>
    <message>
        <source>No shift is open, so no cash goes in or out.</source>
        <translation>还没有开班，现金不能收付。</translation>
    </message>
    <message>
        <source>Open a shift first.</source>
        <translation>请先开班。</translation>
    </message>
    <message>
        <source>That is more than the ticket still needs.</source>
        <translation>超过了这张小票还差的金额。</translation>
    </message>
    <message>
        <source>Look at what remains, then take no more than that.</source>
        <translation>看一下还差多少，不要多收。</translation>
    </message>
    <message>
        <source>Money was taken for this ticket.</source>
        <translation>这张小票已经收了钱。</translation>
    </message>
    <message>
        <source>Give it back first, then cancel the ticket.</source>
        <translation>先把钱退回，再作废小票。</translation>
    </message>
    <message>
        <source>What was entered breaks a rule.</source>
        <translation>输入的内容不合规定。</translation>
    </message>
    <message>
        <source>Something went wrong in the till itself.</source>
        <translation>收银机自身出了错。</translation>
    </message>
    <message>
        <source>Everything written down so far is kept.</source>
        <translation>已记的账都在。</translation>
    </message>
    <message>
        <source>Look at today&apos;s payments before you charge again.</source>
        <translation>重新收款前，请先看今日收款。</translation>
    </message>
    <message>
        <source>This computer has no keyring that can be trusted with the merchant&apos;s keys.</source>
        <translation>这台电脑没有可以放心保管商户密钥的密钥环。</translation>
    </message>
    <message>
        <source>Log in to a desktop session with a keyring, then open the till again.</source>
        <translation>请登录带密钥环的桌面，再重新打开收银台。</translation>
    </message>
    <message>
        <source>The keyring is locked.</source>
        <translation>密钥环已锁定。</translation>
    </message>
    <message>
        <source>Unlock it with this account&apos;s password, then open the till again.</source>
        <translation>请用本账户的密码解锁，再重新打开收银台。</translation>
    </message>
    <message>
        <source>The merchant&apos;s keys are not on this till.</source>
        <translation>这台收银台还没有商户密钥。</translation>
    </message>
    <message>
        <source>The merchant&apos;s keys in the keyring are damaged.</source>
        <translation>密钥环里的商户密钥已损坏。</translation>
    </message>
    <message>
        <source>The keyring refused to give the merchant&apos;s keys.</source>
        <translation>密钥环拒绝提供商户密钥。</translation>
    </message>
    <message>
        <source>A key file of this till cannot be used.</source>
        <translation>本机的一个密钥文件无法使用。</translation>
    </message>
    <message>
        <source>A setting is missing or wrong: {place}.</source>
        <translation>有一项设置缺失或有误：{place}。</translation>
    </message>
    <message>
        <source>{who} may not do this alone.</source>
        <translation>{who}不能独自办理此事。</translation>
    </message>
    <message>
        <source>Ask a manager to approve it.</source>
        <translation>请店长审批。</translation>
    </message>
    <message>
        <source>The approval is used up, too old, or for something else.</source>
        <translation>此审批已用过、已过期，或针对的是别的事项。</translation>
    </message>
    <message>
        <source>Ask for another one.</source>
        <translation>请重新申请审批。</translation>
    </message>
    <message>
        <source>That is not the right PIN.</source>
        <translation>密码不正确。</translation>
    </message>
    <message>
        <source>Too many wrong PINs.</source>
        <translation>密码错误次数过多。</translation>
    </message>
    <message>
        <source>The update is not as its makers signed it, so it was refused.</source>
        <translation>更新与开发者的签名不符，已拒绝。</translation>
    </message>
    <message>
        <source>What was fetched is not the version that was signed: {fact}.</source>
        <translation>取回的文件不是签名的那个版本：{fact}。</translation>
    </message>
    <message>
        <source>No place for updates is set.</source>
        <translation>没有设置更新来源。</translation>
    </message>
    <message>
        <source>This build carries no key of its makers.</source>
        <translation>此程序没有附带开发者的公钥。</translation>
    </message>
    <message>
        <source>The place for updates cannot be reached: {fact}.</source>
        <translation>无法访问更新来源：{fact}。</translation>
    </message>
    <message>
        <source>What lies there is no update of this till.</source>
        <translation>那里的文件不是本收银程序的更新。</translation>
    </message>
    <message>
        <source>The update is for another channel: {fact}.</source>
        <translation>更新属于另一个渠道：{fact}。</translation>
    </message>
    <message>
        <source>The update has expired on {fact}.</source>
        <translation>更新已于 {fact} 过期。</translation>
    </message>
    <message>
        <source>The update is of {fact}, which has not come on this till&apos;s clock.</source>
        <translation>更新的日期是 {fact}，本机时钟还没有到。</translation>
    </message>
    <message>
        <source>The update is older than one that was seen here: {fact}.</source>
        <translation>更新比本机见过的版本更旧：{fact}。</translation>
    </message>
    <message>
        <source>The ledger is too old for this version: {fact}.</source>
        <translation>账本对这个版本来说太旧：{fact}。</translation>
    </message>
    <message>
        <source>The update has nothing for this kind of till: {fact}.</source>
        <translation>更新里没有适合本机的安装包：{fact}。</translation>
    </message>
    <message>
        <source>The new version does not start on this computer: {fact}.</source>
        <translation>新版本无法在这台电脑上启动：{fact}。</translation>
    </message>
    <message>
        <source>The disk has no room for the update: {fact}.</source>
        <translation>磁盘空间不够放更新：{fact}。</translation>
    </message>
    <message>
        <source>The program&apos;s folder may not be written: {fact}.</source>
        <translation>程序所在的文件夹不可写入：{fact}。</translation>
    </message>
    <message>
        <source>A ticket or a payment is not at its end.</source>
        <translation>还有小票或付款没有结束。</translation>
    </message>
    <message>
        <source>No newer version is on this till yet.</source>
        <translation>本机还没有新版本。</translation>
    </message>
    <message>
        <source>There is no version to go back to.</source>
        <translation>没有可以退回的版本。</translation>
    </message>
    <message>
        <source>The version before cannot read the ledger as it is now.</source>
        <translation>上一个版本读不了现在的账本。</translation>
    </message>
    <message>
        <source>This till was not installed from a package, so it does not update itself.</source>
        <translation>本机不是用安装包安装的，不会自行更新。</translation>
    </message>
    <message>
        <source>Try again later; this version sells on.</source>
        <translation>请稍后再试；当前版本照常收银。</translation>
    </message>
    <message>
        <source>Take no update from there, and tell whoever set up this till.</source>
        <translation>不要从那里更新，并告诉安装人员。</translation>
    </message>
    <message>
        <source>Set the computer&apos;s clock, then try again.</source>
        <translation>请校准电脑时钟，然后再试。</translation>
    </message>
    <message>
        <source>Finish it, give it up or hold it; then press again.</source>
        <translation>请先完成、取消或挂单，然后再按一次。</translation>
    </message>
    <message>
        <source>Look for one first.</source>
        <translation>请先检查更新。</translation>
    </message>
    <message>
        <source>This version stays.</source>
        <translation>继续使用当前版本。</translation>
    </message>
</context>
<context>
    <name>Setting</name>
    <message>
        <source>Shop</source>
        <translation>门店</translation>
    </message>
    <message>
        <source>Till</source>
        <translation>收银台</translation>
    </message>
    <message>
        <source>Merchant</source>
        <translation>商户</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>账本</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>付款</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>现金</translation>
    </message>
    <message>
        <source>Tenders</source>
        <translation>付款方式</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>小票</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>语音</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>屏幕</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>No rounding</source>
        <translation>不抹零</translation>
    </message>
    <message>
        <source>To 0.1 yuan</source>
        <translation>抹到角</translation>
    </message>
    <message>
        <source>To 1 yuan</source>
        <translation>抹到元</translation>
    </message>
    <message>
        <source>58 mm</source>
        <translation>58 毫米</translation>
    </message>
    <message>
        <source>80 mm</source>
        <translation>80 毫米</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>No drawer</source>
        <translation>没有钱箱</translation>
    </message>
    <message>
        <source>Pin 2</source>
        <translation>2 号脚</translation>
    </message>
    <message>
        <source>Pin 5</source>
        <translation>5 号脚</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>By itself</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Keypad</source>
        <translation>键盘</translation>
    </message>
    <message>
        <source>Stable</source>
        <translation>正式版</translation>
    </message>
    <message>
        <source>Trial</source>
        <translation>试用版</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>不做</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Look and fetch</source>
        <translation>查看并下载</translation>
    </message>
    <message>
        <source>Every step</source>
        <translation>每一步</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>一般</translation>
    </message>
    <message>
        <source>Trouble alone</source>
        <translation>仅故障</translation>
    </message>
    <message>
        <source>The shop&apos;s name</source>
        <translation>门店名称</translation>
    </message>
    <message>
        <source>As customers know it, on receipts and in WeChat. One line of at most 64 characters.</source>
        <translation>顾客熟悉的名称，印在小票上，也显示在微信里。一行，最多 64 个字符。</translation>
    </message>
    <message>
        <source>The day begins at</source>
        <translation>营业日开始于</translation>
    </message>
    <message>
        <source>After the shop&apos;s last close, such as 04:00, so that a night stays one business day. Before noon.</source>
        <translation>在门店最晚打烊之后，例如 04:00，让一夜算同一个营业日。须在中午以前。</translation>
    </message>
    <message>
        <source>The till&apos;s number</source>
        <translation>收银台编号</translation>
    </message>
    <message>
        <source>Two digits. No two tills of a merchant may share them.</source>
        <translation>两位数字。同一商户的两台收银台不能相同。</translation>
    </message>
    <message>
        <source>Round cash down</source>
        <translation>现金抹零</translation>
    </message>
    <message>
        <source>Down to what cash comes out even; what the shop lets go is on receipt and report.</source>
        <translation>现金抹到哪一位；门店让掉的零头会写在小票和报表上。</translation>
    </message>
    <message>
        <source>Ask twice above</source>
        <translation>超过此数再问一次</translation>
    </message>
    <message>
        <source>Yuan, from 1 to 999999. A larger amount of cash is taken for a slip of the hand.</source>
        <translation>元，1 到 999999。更大的现金金额会当作手误，再问一次。</translation>
    </message>
    <message>
        <source>Other tenders</source>
        <translation>其他付款方式</translation>
    </message>
    <message>
        <source>What else is taken and only recorded here: at most 8 names, parted by commas.</source>
        <translation>另外收取、这里只作记录的方式：最多 8 个名称，用逗号分开。</translation>
    </message>
    <message>
        <source>A code can be paid for</source>
        <translation>付款码有效时间</translation>
    </message>
    <message>
        <source>Seconds, from 60 to 7200. Then the till closes the order and asks once more.</source>
        <translation>秒，60 到 7200。到时收银台会关闭订单并再查询一次。</translation>
    </message>
    <message>
        <source>Comes with the merchant&apos;s files, which are imported together.</source>
        <translation>来自商户文件，随商户文件一起导入。</translation>
    </message>
    <message>
        <source>Merchant number</source>
        <translation>商户号</translation>
    </message>
    <message>
        <source>Number of the certificate</source>
        <translation>证书序列号</translation>
    </message>
    <message>
        <source>Number of WeChat Pay&apos;s public key</source>
        <translation>微信支付公钥 ID</translation>
    </message>
    <message>
        <source>AppID</source>
        <translation>AppID</translation>
    </message>
    <message>
        <source>Bound to the merchant number on the merchant platform: wx and 16 letters or digits.</source>
        <translation>在商户平台上与商户号绑定：wx 加 16 位字母或数字。</translation>
    </message>
    <message>
        <source>Address for notices</source>
        <translation>通知地址</translation>
    </message>
    <message>
        <source>An https address of yours that WeChat Pay may tell of payments. The till itself only asks.</source>
        <translation>您的一个 https 地址，微信支付会把付款通知发到那里。收银台自己只查询。</translation>
    </message>
    <message>
        <source>WeChat Pay&apos;s address</source>
        <translation>微信支付地址</translation>
    </message>
    <message>
        <source>https and a host alone. Leave it as it is unless WeChat Pay says otherwise.</source>
        <translation>https 加主机名。除非微信支付另有说明，请保持不变。</translation>
    </message>
    <message>
        <source>Second address</source>
        <translation>备用地址</translation>
    </message>
    <message>
        <source>Asked when the first cannot be reached. Empty for WeChat Pay&apos;s own.</source>
        <translation>第一个地址连不上时使用。留空则用微信支付自己的备用地址。</translation>
    </message>
    <message>
        <source>Certificates to trust</source>
        <translation>信任的证书</translation>
    </message>
    <message>
        <source>A file, where a proxy of the company has certificates of its own. Usually empty.</source>
        <translation>公司代理使用自己的证书时，填证书文件。一般留空。</translation>
    </message>
    <message>
        <source>Server of the ledger</source>
        <translation>账本服务器</translation>
    </message>
    <message>
        <source>postgresql://… for several tills with one ledger. Empty for a file on this computer.</source>
        <translation>多台收银台共用账本时填 postgresql://…。留空则存为本机文件。</translation>
    </message>
    <message>
        <source>Folder for backups</source>
        <translation>备份文件夹</translation>
    </message>
    <message>
        <source>Best on another disk. Empty for the till&apos;s own folder, which a broken disk takes along.</source>
        <translation>最好在另一块磁盘上。留空则在收银台自己的文件夹里，磁盘坏了会一起丢失。</translation>
    </message>
    <message>
        <source>Backups to keep</source>
        <translation>保留备份数</translation>
    </message>
    <message>
        <source>How many, from 1 to 3650; older ones are deleted.</source>
        <translation>保留多少份，1 到 3650；更早的会删除。</translation>
    </message>
    <message>
        <source>Hour of the daily backup</source>
        <translation>每日备份时间</translation>
    </message>
    <message>
        <source>From 0 to 23. One more is made at each close.</source>
        <translation>0 到 23 点。每次交班另做一份。</translation>
    </message>
    <message>
        <source>Where updates come from</source>
        <translation>更新来源</translation>
    </message>
    <message>
        <source>An https address, or a folder such as that of a USB stick. Empty for no updates.</source>
        <translation>https 地址，或文件夹（例如 U 盘）。留空则不更新。</translation>
    </message>
    <message>
        <source>Which updates</source>
        <translation>更新版本</translation>
    </message>
    <message>
        <source>Stable ones, or those that are being tried out.</source>
        <translation>正式版，或正在试用的版本。</translation>
    </message>
    <message>
        <source>By itself, once a day</source>
        <translation>每天自动</translation>
    </message>
    <message>
        <source>It never switches to another version by itself.</source>
        <translation>绝不会自己切换版本。</translation>
    </message>
    <message>
        <source>What the log holds</source>
        <translation>日志内容</translation>
    </message>
    <message>
        <source>Every step only while somebody looks for a fault. It holds at once.</source>
        <translation>只在查找故障时记录每一步。立即生效。</translation>
    </message>
    <message>
        <source>Port for figures</source>
        <translation>指标端口</translation>
    </message>
    <message>
        <source>Of this computer, from 1024 to 65535, for whoever watches many tills; 0 for none.</source>
        <translation>本机端口，1024 到 65535，供监控多台收银台的人使用；0 为不用。</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>打印机</translation>
    </message>
    <message>
        <source>network:192.168.1.50, usb:04b8:0e28, serial:COM3@9600 or windows:NAME OF THE QUEUE. Empty for none.</source>
        <translation>network:192.168.1.50、usb:04b8:0e28、serial:COM3@9600 或 windows:打印队列名。留空则不打印。</translation>
    </message>
    <message>
        <source>Width of the paper</source>
        <translation>纸宽</translation>
    </message>
    <message>
        <source>Of the roll.</source>
        <translation>纸卷的宽度。</translation>
    </message>
    <message>
        <source>Sent to the printer as</source>
        <translation>发送给打印机的形式</translation>
    </message>
    <message>
        <source>Text where the printer knows Chinese; a picture for any.</source>
        <translation>打印机有中文字库时用文字；图像适合任何打印机。</translation>
    </message>
    <message>
        <source>Lines under the name</source>
        <translation>店名下的文字</translation>
    </message>
    <message>
        <source>Such as address and telephone: at most 8 lines, parted by |.</source>
        <translation>例如地址、电话：最多 8 行，用 | 分开。</translation>
    </message>
    <message>
        <source>Lines at the end</source>
        <translation>结尾文字</translation>
    </message>
    <message>
        <source>Such as a greeting: at most 8 lines, parted by |.</source>
        <translation>例如问候语：最多 8 行，用 | 分开。</translation>
    </message>
    <message>
        <source>Picture over the name</source>
        <translation>店名上的图片</translation>
    </message>
    <message>
        <source>A file; a short name is looked for in the till&apos;s folder.</source>
        <translation>图片文件；只写文件名则在收银台文件夹里找。</translation>
    </message>
    <message>
        <source>Receipts at once</source>
        <translation>一次打印张数</translation>
    </message>
    <message>
        <source>From 1 to 3; the second and third are marked as copies.</source>
        <translation>1 到 3；第二、三张会标明副本。</translation>
    </message>
    <message>
        <source>Print by itself</source>
        <translation>自动打印</translation>
    </message>
    <message>
        <source>As soon as money is proven; otherwise by key.</source>
        <translation>收款确认后立即打印；否则按键打印。</translation>
    </message>
    <message>
        <source>Cash drawer</source>
        <translation>钱箱</translation>
    </message>
    <message>
        <source>Pin of the printer&apos;s socket that opens it.</source>
        <translation>打印机接口上打开钱箱的针脚。</translation>
    </message>
    <message>
        <source>Silent</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>A red mark in the title bar shows it.</source>
        <translation>标题栏会显示红色标记。</translation>
    </message>
    <message>
        <source>Language of the voice</source>
        <translation>语音语言</translation>
    </message>
    <message>
        <source>Of what is said aloud.</source>
        <translation>播报使用的语言。</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>A folder, in place of the built-in voice. Usually empty.</source>
        <translation>用文件夹里的录音代替内置语音。一般留空。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Of the screen.</source>
        <translation>屏幕显示的语言。</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>浅色或深色</translation>
    </message>
    <message>
        <source>How the screen looks.</source>
        <translation>屏幕的外观。</translation>
    </message>
    <message>
        <source>Size of everything</source>
        <translation>整体大小</translation>
    </message>
    <message>
        <source>From 0.9 to 1.3; 1 is the usual size.</source>
        <translation>0.9 到 1.3；1 为正常大小。</translation>
    </message>
    <message>
        <source>Without movement</source>
        <translation>减少动画</translation>
    </message>
    <message>
        <source>Changes are shown at once.</source>
        <translation>变化立即显示。</translation>
    </message>
    <message>
        <source>Beside the ticket</source>
        <translation>小票旁边</translation>
    </message>
    <message>
        <source>By itself: the keypad while there are no goods.</source>
        <translation>自动：没有商品时显示键盘。</translation>
    </message>
</context>
<context>
    <name>SettingForm</name>
    <message>
        <source>That cannot stand here. Nothing was changed.</source>
        <translation>这里不能填这个值。没有做任何改动。</translation>
    </message>
    <message>
        <source>There is no such setting</source>
        <translation>没有这样的设置</translation>
    </message>
    <message>
        <source>Fixed for all tills by whoever looks after this computer.</source>
        <translation>由管理这台电脑的人为所有收银台统一规定。</translation>
    </message>
    <message>
        <source>In settings.toml: {place}</source>
        <translation>在 settings.toml 中：{place}</translation>
    </message>
</context>
<context>
    <name>SettingsDesk</name>
    <message>
        <source>A ticket or a payment is not at its end: finish it first</source>
        <translation>还有小票或付款没有完成：请先处理完</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>There is no such setting</source>
        <translation>没有这样的设置</translation>
    </message>
    <message>
        <source>Cannot be changed here</source>
        <translation>此处不能更改</translation>
    </message>
    <message>
        <source>Nothing was changed</source>
        <translation>没有改动</translation>
    </message>
    <message>
        <source>Saved; it holds from the next start</source>
        <translation>已保存，下次启动时生效</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>搜索设置</translation>
    </message>
    <message>
        <source>Restart the till</source>
        <translation>重启收银台</translation>
    </message>
    <message>
        <source>As it came</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>SetupDesk</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Changed keys</source>
        <translation>更改的快捷键</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>已打印</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>已保存：{file}</translation>
    </message>
</context>
<context>
    <name>Shelf</name>
    <message>
        <source>There are no goods yet: import goods. Amounts can be rung up without them.</source>
        <translation>还没有商品：请导入商品。没有商品也可以按金额收款。</translation>
    </message>
    <message>
        <source>Nothing stands here. Choose a shelf, or search.</source>
        <translation>这里还没有商品。请选择分类，或直接搜索。</translation>
    </message>
    <message>
        <source>Scan, or type name / initials / code</source>
        <translation>扫码，或输入品名 / 拼音首字母 / 货号</translation>
    </message>
    <message>
        <source>Nothing found for {text}</source>
        <translation>没有找到“{text}”</translation>
    </message>
</context>
<context>
    <name>Shift</name>
    <message>
        <source>{count} waiting</source>
        <translation>{count} 张等待</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>小票</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>打印队列</translation>
    </message>
    <message>
        <source>Nothing waits</source>
        <translation>无积压</translation>
    </message>
    <message>
        <source>Z report</source>
        <translation>Z 报表</translation>
    </message>
    <message>
        <source>Closed by</source>
        <translation>交班人</translation>
    </message>
    <message>
        <source>From and to</source>
        <translation>起止时间</translation>
    </message>
    <message>
        <source>Left in the drawer</source>
        <translation>留在钱箱</translation>
    </message>
    <message>
        <source>WeChat Pay</source>
        <translation>微信支付</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>现金</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Paid in</source>
        <translation>存入现金</translation>
    </message>
    <message>
        <source>Paid out</source>
        <translation>支出现金</translation>
    </message>
    <message>
        <source>Safe drop</source>
        <translation>抽取大额</translation>
    </message>
    <message>
        <source>Shift {number} since {time}</source>
        <translation>第 {number} 班 {time} 起</translation>
    </message>
    <message>
        <source>Shift {number} · {who} · since {time}</source>
        <translation>第 {number} 班 · {who} · {time} 起</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>相符</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>长款</translation>
    </message>
    <message>
        <source>Short</source>
        <translation>短款</translation>
    </message>
    <message>
        <source>Unresolved</source>
        <translation>待确认款</translation>
    </message>
    <message>
        <source>Not paid yet</source>
        <translation>未付小票</translation>
    </message>
    <message>
        <source>Refund on its way</source>
        <translation>退款途中</translation>
    </message>
    <message>
        <source>Held ticket</source>
        <translation>挂单</translation>
    </message>
    <message>
        <source>{count} · next shift</source>
        <translation>{count} 笔 · 转下一班</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Float</source>
        <translation>备用金</translation>
    </message>
    <message>
        <source>Should be in the drawer</source>
        <translation>应有现金</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>已点</translation>
    </message>
    <message>
        <source>Stays in the drawer</source>
        <translation>留在钱箱</translation>
    </message>
    <message>
        <source>Taken out</source>
        <translation>交出现金</translation>
    </message>
    <message>
        <source>Sales · {count}</source>
        <translation>销售 · {count} 笔</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>销售笔数</translation>
    </message>
    <message>
        <source>Refunds, {tender}</source>
        <translation>退款（{tender}）</translation>
    </message>
    <message>
        <source>Discounts</source>
        <translation>优惠</translation>
    </message>
    <message>
        <source>Rounded down</source>
        <translation>抹零</translation>
    </message>
    <message>
        <source>Late or double money · {count}</source>
        <translation>迟到或重复的款 · {count} 笔</translation>
    </message>
    <message>
        <source>Cancelled tickets · {count}</source>
        <translation>取消的小票 · {count} 张</translation>
    </message>
    <message>
        <source>Given up while rung up · {count}</source>
        <translation>整单取消 · {count}</translation>
    </message>
    <message>
        <source>Drawer opened for no sale</source>
        <translation>不销售开箱次数</translation>
    </message>
</context>
<context>
    <name>ShiftDesk</name>
    <message>
        <source>Open a shift first</source>
        <translation>请先开班</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>班次</translation>
    </message>
    <message>
        <source>Opened by</source>
        <translation>开班人</translation>
    </message>
    <message>
        <source>Over or short</source>
        <translation>长款或短款</translation>
    </message>
    <message>
        <source>{what} ¥{amount}: written down. {reason}</source>
        <translation>{what} ¥{amount}，已记账。{reason}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>ShiftPage</name>
    <message>
        <source>No shift is open</source>
        <translation>尚未开班</translation>
    </message>
    <message>
        <source>No printer is set up</source>
        <translation>未设置打印机</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>请稍候</translation>
    </message>
    <message>
        <source>Count the drawer first</source>
        <translation>请先清点钱箱</translation>
    </message>
    <message>
        <source>Start selling</source>
        <translation>开始营业</translation>
    </message>
    <message>
        <source>Start with what is in it</source>
        <translation>按留存备用金开班</translation>
    </message>
    <message>
        <source>Open a shift</source>
        <translation>开班</translation>
    </message>
    <message>
        <source>Close the shift</source>
        <translation>交班</translation>
    </message>
    <message>
        <source>Submit the count</source>
        <translation>提交盘点</translation>
    </message>
    <message>
        <source>Hand the till over</source>
        <translation>交出收银台</translation>
    </message>
    <message>
        <source>X report</source>
        <translation>X 报表</translation>
    </message>
    <message>
        <source>Cash in, out</source>
        <translation>现金存取</translation>
    </message>
    <message>
        <source>Drawer</source>
        <translation>开钱箱</translation>
    </message>
    <message>
        <source>Past shifts</source>
        <translation>历史班次</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>看差额</translation>
    </message>
    <message>
        <source>Next shift</source>
        <translation>开下一班</translation>
    </message>
    <message>
        <source>Print Z again</source>
        <translation>重打 Z 报表</translation>
    </message>
</context>
<context>
    <name>ShiftSide</name>
    <message>
        <source>Stays in the drawer for the next shift</source>
        <translation>留在钱箱给下一班</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>The float</source>
        <translation>备用金</translation>
    </message>
    <message>
        <source>Before you close</source>
        <translation>交班前</translation>
    </message>
    <message>
        <source>The last shift</source>
        <translation>上一班</translation>
    </message>
    <message>
        <source>This till has not closed a shift yet.</source>
        <translation>本机还没有交过班。</translation>
    </message>
    <message>
        <source>Nothing is left over for the next shift.</source>
        <translation>没有要转给下一班的事项。</translation>
    </message>
    <message>
        <source>{count} go to the next shift, each by name on the Z report.</source>
        <translation>转下一班的 {count} 项会逐条印在 Z 报表上。</translation>
    </message>
</context>
<context>
    <name>Shifts</name>
    <message>
        <source>Z report</source>
        <translation>Z 报表</translation>
    </message>
    <message>
        <source>Day and time</source>
        <translation>日期和时间</translation>
    </message>
    <message>
        <source>Cashier</source>
        <translation>收银员</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>已点</translation>
    </message>
    <message>
        <source>Over, short</source>
        <translation>长短款</translation>
    </message>
    <message>
        <source>still open</source>
        <translation>未交班</translation>
    </message>
</context>
<context>
    <name>ShiftsPage</name>
    <message>
        <source>It is not closed yet</source>
        <translation>尚未交班</translation>
    </message>
    <message>
        <source>Nothing to print</source>
        <translation>没有可打印的</translation>
    </message>
    <message>
        <source>No printer is set up</source>
        <translation>未设置打印机</translation>
    </message>
    <message>
        <source>Shifts</source>
        <translation>班次</translation>
    </message>
    <message>
        <source>Print Z again</source>
        <translation>重打 Z 报表</translation>
    </message>
    <message>
        <source>No shift yet</source>
        <translation>还没有班次</translation>
    </message>
    <message>
        <source>The first one begins when somebody opens it.</source>
        <translation>有人开班后就会出现在这里。</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>PIN of {name}</source>
        <translation>{name}的密码</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>已锁屏</translation>
    </message>
    <message>
        <source>{name}&apos;s ticket is kept as it was. Payments under way go on being watched.</source>
        <translation>{name}的小票原样保留。进行中的付款会继续查询。</translation>
    </message>
    <message>
        <source>PINs for training: {pins}</source>
        <translation>训练用密码：{pins}</translation>
    </message>
    <message>
        <source>中文 / English</source>
        <translation>中文 / English</translation>
    </message>
    <message>
        <source>The PIN of {name} was set anew past the rules. A manager must look at it under Staff.</source>
        <translation>{name}的密码曾被绕过规则重设，请店长到“员工”中查看。</translation>
    </message>
    <message>
        <source>Who is at the till?</source>
        <translation>谁在收银？</translation>
    </message>
    <message>
        <source>Choose a name with the arrow keys, then type the PIN</source>
        <translation>用方向键选择姓名，再输入密码</translation>
    </message>
</context>
<context>
    <name>SpanKeys</name>
    <message>
        <source>Day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>周</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年</translation>
    </message>
    <message>
        <source>First and last day</source>
        <translation>起止日期</translation>
    </message>
    <message>
        <source>Days of the report</source>
        <translation>报表日期</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>往前</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>往后</translation>
    </message>
</context>
<context>
    <name>Staff</name>
    <message>
        <source>Cashier</source>
        <translation>收银员</translation>
    </message>
    <message>
        <source>Shift lead</source>
        <translation>领班</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>店长</translation>
    </message>
    <message>
        <source>Installer</source>
        <translation>安装员</translation>
    </message>
    <message>
        <source>Refund to the customer who paid</source>
        <translation>退款给付款的顾客</translation>
    </message>
    <message>
        <source>Refund another way than it was paid</source>
        <translation>以其他方式退款</translation>
    </message>
    <message>
        <source>Cancel an unpaid ticket</source>
        <translation>取消未付款的小票</translation>
    </message>
    <message>
        <source>Take something off the unconfirmed list</source>
        <translation>标记待确认款已处理</translation>
    </message>
    <message>
        <source>Take over somebody else&apos;s ticket</source>
        <translation>接手他人的小票</translation>
    </message>
    <message>
        <source>Change the settings</source>
        <translation>更改设置</translation>
    </message>
    <message>
        <source>Change who works here</source>
        <translation>更改员工</translation>
    </message>
    <message>
        <source>See and save the reports</source>
        <translation>查看和保存报表</translation>
    </message>
    <message>
        <source>Change goods and prices</source>
        <translation>修改商品和价格</translation>
    </message>
    <message>
        <source>Take cash out of the drawer</source>
        <translation>从钱箱取出现金</translation>
    </message>
    <message>
        <source>Open the drawer without a sale</source>
        <translation>无交易开钱箱</translation>
    </message>
    <message>
        <source>Close a shift, or see its cash</source>
        <translation>交班，或查看应有现金</translation>
    </message>
    <message>
        <source>Take up to 10 % off</source>
        <translation>优惠不超过一成（10%）</translation>
    </message>
    <message>
        <source>Take up to 30 % off</source>
        <translation>优惠不超过三成（30%）</translation>
    </message>
    <message>
        <source>Take more than 30 % off</source>
        <translation>优惠超过三成（30%）</translation>
    </message>
    <message>
        <source>Sell at another price</source>
        <translation>改价出售</translation>
    </message>
    <message>
        <source>1 try left</source>
        <translation>还可试 1 次</translation>
    </message>
    <message>
        <source>{left} tries left</source>
        <translation>还可试 {left} 次</translation>
    </message>
    <message>
        <source>{wrong} {tries}</source>
        <translation>{wrong}{tries}</translation>
    </message>
    <message>
        <source>Wait {seconds} s</source>
        <translation>请等待 {seconds} 秒</translation>
    </message>
    <message>
        <source>Wait {minutes} min</source>
        <translation>请等待 {minutes} 分钟</translation>
    </message>
    <message>
        <source>Take 4 to 8 digits that nobody would guess</source>
        <translation>请用 4 至 8 位不易猜到的数字</translation>
    </message>
    <message>
        <source>That name is taken, empty or too long</source>
        <translation>姓名已被使用、为空或过长</translation>
    </message>
    <message>
        <source>Somebody must be left who may manage the staff</source>
        <translation>至少要保留一位店长</translation>
    </message>
    <message>
        <source>What was entered breaks a rule</source>
        <translation>输入不符合规则</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Second factor</source>
        <translation>二次验证</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>On</source>
        <translation>已启用</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>未启用</translation>
    </message>
    <message>
        <source>Works here</source>
        <translation>在职</translation>
    </message>
    <message>
        <source>Has left</source>
        <translation>已离职</translation>
    </message>
</context>
<context>
    <name>StaffPage</name>
    <message>
        <source>Works here again</source>
        <translation>恢复在职</translation>
    </message>
    <message>
        <source>Mark as left</source>
        <translation>办理离职</translation>
    </message>
    <message>
        <source>No second factor</source>
        <translation>停用二次验证</translation>
    </message>
    <message>
        <source>Second factor</source>
        <translation>二次验证</translation>
    </message>
    <message>
        <source>{count} people work here</source>
        <translation>在职 {count} 人</translation>
    </message>
    <message>
        <source>The PIN of {name} was set anew past the rules, on {when}, from the account {account}.</source>
        <translation>{name}的密码于 {when} 由系统账户 {account} 绕过规则重设。</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>员工</translation>
    </message>
    <message>
        <source>Somebody new</source>
        <translation>新员工</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>I have seen it</source>
        <translation>我已知晓</translation>
    </message>
</context>
<context>
    <name>StandingKeys</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>成功</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>Unpaid</source>
        <translation>未付</translation>
    </message>
    <message>
        <source>Refunds</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>Next filter</source>
        <translation>下一个筛选</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>Asking for a code</source>
        <translation>取码中</translation>
    </message>
    <message>
        <source>Waiting for scan</source>
        <translation>待扫码</translation>
    </message>
    <message>
        <source>Entering password</source>
        <translation>顾客输入密码</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>正在确认</translation>
    </message>
    <message>
        <source>Unconfirmed</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>已收款</translation>
    </message>
    <message>
        <source>Paid twice</source>
        <translation>重复收款</translation>
    </message>
    <message>
        <source>Voided</source>
        <translation>已作废</translation>
    </message>
    <message>
        <source>Not paid in time</source>
        <translation>未付超时</translation>
    </message>
    <message>
        <source>Refund being sent</source>
        <translation>退款提交中</translation>
    </message>
    <message>
        <source>Refund accepted</source>
        <translation>退款中</translation>
    </message>
    <message>
        <source>Refund unconfirmed</source>
        <translation>退款待确认</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>已退款</translation>
    </message>
    <message>
        <source>Refund failed</source>
        <translation>退款失败</translation>
    </message>
    <message>
        <source>Refund stuck</source>
        <translation>退款异常</translation>
    </message>
    <message>
        <source>Refund refused</source>
        <translation>退款被拒</translation>
    </message>
    <message>
        <source>Late money</source>
        <translation>迟到款</translation>
    </message>
    <message>
        <source>Not closed</source>
        <translation>未关闭</translation>
    </message>
    <message>
        <source>Book differs</source>
        <translation>账本不符</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>已处理</translation>
    </message>
    <message>
        <source>To be paid</source>
        <translation>待收</translation>
    </message>
</context>
<context>
    <name>Story</name>
    <message>
        <source>Asked WeChat Pay for a code, no. {detail}</source>
        <translation>发起微信收款，单号尾 {detail}</translation>
    </message>
    <message>
        <source>Code shown, no. {detail}</source>
        <translation>二维码已显示，单号尾 {detail}</translation>
    </message>
    <message>
        <source>Scanned; the customer enters the password</source>
        <translation>顾客已扫码，输入密码中</translation>
    </message>
    <message>
        <source>Question {detail}: the network is down</source>
        <translation>第 {detail} 次查询，网络断开</translation>
    </message>
    <message>
        <source>Question {detail}: no answer</source>
        <translation>第 {detail} 次查询，无应答</translation>
    </message>
    <message>
        <source>Question {detail}: the reply proves nothing</source>
        <translation>第 {detail} 次查询，应答无法证实</translation>
    </message>
    <message>
        <source>Question {detail}: WeChat Pay refused</source>
        <translation>第 {detail} 次查询，微信拒绝</translation>
    </message>
    <message>
        <source>WeChat Pay answers again</source>
        <translation>微信恢复应答</translation>
    </message>
    <message>
        <source>The cashier cancelled; closing at WeChat Pay</source>
        <translation>收银员取消，正在关单</translation>
    </message>
    <message>
        <source>Time is up; closing at WeChat Pay</source>
        <translation>已到时限，正在关单</translation>
    </message>
    <message>
        <source>Paid, and proven by WeChat Pay</source>
        <translation>已收款，微信已核实</translation>
    </message>
    <message>
        <source>WeChat Pay confirmed that it is closed</source>
        <translation>微信确认已关单</translation>
    </message>
</context>
<context>
    <name>StoryCard</name>
    <message>
        <source>What happened</source>
        <translation>经过</translation>
    </message>
    <message>
        <source>Ticket {ticket} · {pieces} items · {tenders} · {cashier}</source>
        <translation>小票 {ticket} · {pieces} 件 · {tenders} · {cashier}</translation>
    </message>
</context>
<context>
    <name>Tender</name>
    <message>
        <source>WeChat Pay</source>
        <translation>微信支付</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>现金</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
</context>
<context>
    <name>TenderFigures</name>
    <message>
        <source>Payment</source>
        <translation>收款</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>应收</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>已收</translation>
    </message>
    <message>
        <source>Rounded off</source>
        <translation>抹零</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>实收</translation>
    </message>
    <message>
        <source>Is that right?</source>
        <translation>金额对吗？</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>找零</translation>
    </message>
    <message>
        <source>Remaining</source>
        <translation>还差</translation>
    </message>
    <message>
        <source>To pay in cash</source>
        <translation>应收现金</translation>
    </message>
    <message>
        <source>To pay</source>
        <translation>应收</translation>
    </message>
    <message>
        <source>That is very much. If it is right, press once more.</source>
        <translation>金额特别大，确认无误请再按一次。</translation>
    </message>
    <message>
        <source>That is more than what is left to pay.</source>
        <translation>超过了还差的金额。</translation>
    </message>
    <message>
        <source>The rest waits for the customer&apos;s phone.</source>
        <translation>其余的正等顾客用手机付。</translation>
    </message>
</context>
<context>
    <name>TenderPanel</name>
    <message>
        <source>Received</source>
        <translation>实收</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Being paid</source>
        <translation>正在付款</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>请稍候</translation>
    </message>
    <message>
        <source>Press again</source>
        <translation>再按一次</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>收款</translation>
    </message>
    <message>
        <source>Part in cash</source>
        <translation>先收现金</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>现金</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>正好</translation>
    </message>
    <message>
        <source>Choose how it is paid</source>
        <translation>请选择付款方式</translation>
    </message>
    <message>
        <source>Nothing is left for it</source>
        <translation>没有还差的金额</translation>
    </message>
    <message>
        <source>Type an amount</source>
        <translation>请输入金额</translation>
    </message>
    <message>
        <source>Too much</source>
        <translation>金额过大</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Give back</source>
        <translation>退还已收</translation>
    </message>
    <message>
        <source>WeChat</source>
        <translation>微信收款</translation>
    </message>
</context>
<context>
    <name>Ticket</name>
    <message>
        <source>Weighed</source>
        <translation>称重</translation>
    </message>
</context>
<context>
    <name>TicketCard</name>
    <message>
        <source>Ticket {number}</source>
        <translation>小票 {number}</translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation>新小票</translation>
    </message>
    <message>
        <source>Being paid, locked</source>
        <translation>收款中，已锁定</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>优惠</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>tax included</source>
        <translation>含税</translation>
    </message>
    <message>
        <source>Press goods, scan them, or type an amount and press Quick amount.</source>
        <translation>点商品、扫码，或输入金额后按快速收款。</translation>
    </message>
    <message>
        <source>Lines of the ticket</source>
        <translation>小票明细</translation>
    </message>
    <message numerus="yes">
        <source>↑ %n more above</source>
        <translation>
            <numerusform>↑ 上方还有 %n 行</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TimeLine</name>
    <message>
        <source>WeChat Pay begun, {amount}</source>
        <translation>发起微信收款 {amount}</translation>
    </message>
    <message>
        <source>{who} · no. {tail}</source>
        <translation>{who} · 单号尾 {tail}</translation>
    </message>
    <message>
        <source>{tender} taken, {amount}</source>
        <translation>{tender}收款 {amount}</translation>
    </message>
    <message>
        <source>handed over {amount}</source>
        <translation>实收 {amount}</translation>
    </message>
    <message>
        <source>rounded off {amount}</source>
        <translation>抹零 {amount}</translation>
    </message>
    <message>
        <source>Goes back before the ticket is paid: it pays for it no longer</source>
        <translation>小票付清前退回：不再算入这张小票</translation>
    </message>
    <message>
        <source>Code shown</source>
        <translation>二维码已显示</translation>
    </message>
    <message>
        <source>To the customer</source>
        <translation>已给顾客</translation>
    </message>
    <message>
        <source>Not paid in time</source>
        <translation>未付超时</translation>
    </message>
    <message>
        <source>Closing at WeChat Pay</source>
        <translation>正在向微信关单</translation>
    </message>
    <message>
        <source>Not paid, cancelled by the cashier</source>
        <translation>顾客未付，收银员取消</translation>
    </message>
    <message>
        <source>WeChat Pay confirmed that it is closed: safe to charge again</source>
        <translation>微信确认已关单，可重新收款</translation>
    </message>
    <message>
        <source>Closed, then asked: {state}</source>
        <translation>关单成功 · 查询结果 {state}</translation>
    </message>
    <message>
        <source>The code was never shown: nobody can pay it</source>
        <translation>二维码从未显示，不可能有人付款</translation>
    </message>
    <message>
        <source>WeChat no. ends {tail} · amount agrees · signature verified</source>
        <translation>微信订单尾 {tail} · 金额一致 · 验签通过</translation>
    </message>
    <message>
        <source>Paid once more: the ticket was settled already</source>
        <translation>重复收款：小票之前已结清</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>已收款</translation>
    </message>
    <message>
        <source>Unconfirmed: do not charge again</source>
        <translation>待确认，请勿重新收款</translation>
    </message>
    <message>
        <source>WeChat Pay gave no code</source>
        <translation>微信没有给出二维码</translation>
    </message>
    <message>
        <source>approved by {who}</source>
        <translation>{who} 批准</translation>
    </message>
    <message>
        <source>reply {number}</source>
        <translation>回执 {number}</translation>
    </message>
    <message>
        <source>The network is down</source>
        <translation>网络断开</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>无应答</translation>
    </message>
    <message>
        <source>The reply proves nothing</source>
        <translation>应答无法证实</translation>
    </message>
    <message>
        <source>WeChat Pay refused</source>
        <translation>微信拒绝</translation>
    </message>
    <message>
        <source>Scanned; the customer enters the password</source>
        <translation>顾客已扫码，输入密码中</translation>
    </message>
    <message>
        <source>WeChat Pay answered: not paid yet</source>
        <translation>微信应答：还未付款</translation>
    </message>
    <message>
        <source>Sale given up unpaid</source>
        <translation>整单取消，未付款</translation>
    </message>
    <message>
        <source>Refund begun, {amount}</source>
        <translation>发起退款 {amount}</translation>
    </message>
    <message>
        <source>{who} · {reason}</source>
        <translation>{who} · {reason}</translation>
    </message>
    <message>
        <source>WeChat Pay accepted the refund</source>
        <translation>微信已受理退款</translation>
    </message>
    <message>
        <source>The refund has arrived</source>
        <translation>退款已到账</translation>
    </message>
    <message>
        <source>The refund is stuck: tell the manager</source>
        <translation>退款异常，请交给店长</translation>
    </message>
    <message>
        <source>The refund failed; the money was not given back</source>
        <translation>退款失败，钱没有退出</translation>
    </message>
    <message>
        <source>Refund unconfirmed: the till keeps asking</source>
        <translation>退款待确认，正在自动查询</translation>
    </message>
    <message>
        <source>Given back in cash, {amount}</source>
        <translation>现金退款 {amount}</translation>
    </message>
    <message>
        <source>Given back the way it came, {amount}</source>
        <translation>按原方式退回 {amount}</translation>
    </message>
    <message>
        <source>The stuck refund is sent another way</source>
        <translation>异常退款改走其他途径</translation>
    </message>
    <message>
        <source>The late money pays for ticket {ticket}</source>
        <translation>迟到的款项已匹配到小票 {ticket}</translation>
    </message>
    <message>
        <source>Settled by late money</source>
        <translation>已用迟到的款项结清</translation>
    </message>
    <message>
        <source>A manager has answered for it, until the bill agrees</source>
        <translation>店长已处理，待与账单核对</translation>
    </message>
    <message>
        <source>Receipt saved as PDF, copy {copy}</source>
        <translation>小票已存为 PDF，重打 {copy}</translation>
    </message>
    <message>
        <source>Receipt saved as PDF</source>
        <translation>小票已存为 PDF</translation>
    </message>
    <message>
        <source>Receipt printed, copy {copy}</source>
        <translation>小票已打印，重打 {copy}</translation>
    </message>
    <message>
        <source>Receipt printed</source>
        <translation>小票已打印</translation>
    </message>
</context>
<context>
    <name>TitleBar</name>
    <message>
        <source>Unresolved {number}</source>
        <translation>待确认 {number}</translation>
    </message>
    <message>
        <source>WeChat channel OK</source>
        <translation>微信通道正常</translation>
    </message>
    <message>
        <source>WeChat does not answer</source>
        <translation>微信无应答</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练模式</translation>
    </message>
    <message>
        <source>The till cannot be heard</source>
        <translation>收银机没有声音</translation>
    </message>
    <message>
        <source>Receipts not printed: {count}</source>
        <translation>未打印的小票：{count}</translation>
    </message>
</context>
<context>
    <name>Unfinished</name>
    <message>
        <source>Ticket {ticket} is paid in part: ¥{paid} of ¥{total}. The rest is due, or what was paid goes back.</source>
        <translation>小票 {ticket} 只付了一部分：¥{total} 中的 ¥{paid}。请收余款，或退还已收。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续收款</translation>
    </message>
</context>
<context>
    <name>UnknownPanel</name>
    <message>
        <source>New goods</source>
        <translation>新商品</translation>
    </message>
    <message>
        <source>No goods carry this code</source>
        <translation>没有商品使用此条码</translation>
    </message>
    <message>
        <source>Without a price, the till asks for it each time.</source>
        <translation>不填单价时，每次销售都会要求输入。</translation>
    </message>
    <message>
        <source>Nothing was rung up. Add the goods now, or carry on with the next scan.</source>
        <translation>没有录入任何商品。可以现在新增商品，或继续扫下一件。</translation>
    </message>
    <message>
        <source>Nothing was rung up. Carry on with the next scan; a manager can add the goods.</source>
        <translation>没有录入任何商品。请继续扫下一件；店长可以新增此商品。</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>请稍候</translation>
    </message>
    <message>
        <source>Type the name first</source>
        <translation>请先输入品名</translation>
    </message>
    <message>
        <source>That is no price</source>
        <translation>单价不正确</translation>
    </message>
    <message>
        <source>Name of the goods</source>
        <translation>品名</translation>
    </message>
    <message>
        <source>Price, yuan</source>
        <translation>单价（元）</translation>
    </message>
    <message>
        <source>By the piece</source>
        <translation>按件</translation>
    </message>
    <message>
        <source>By weight, per kg</source>
        <translation>称重，每千克</translation>
    </message>
    <message>
        <source>Add new goods</source>
        <translation>新增商品</translation>
    </message>
    <message>
        <source>Carry on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Save and ring up</source>
        <translation>保存并录入</translation>
    </message>
</context>
<context>
    <name>Unresolved</name>
    <message>
        <source>Marked as resolved; here until the cause is gone</source>
        <translation>已标记处理，问题消除前仍列出</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>小票</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>发生了什么</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>已过</translation>
    </message>
    <message>
        <source>Merchant account short</source>
        <translation>商户账户余额不足</translation>
    </message>
    <message>
        <source>Refund refused</source>
        <translation>退款被拒</translation>
    </message>
    <message>
        <source>No answer about refund</source>
        <translation>退款没有答复</translation>
    </message>
    <message>
        <source>No answer: paid or not?</source>
        <translation>没有答复，结果不明</translation>
    </message>
    <message>
        <source>Cancelled, not closed</source>
        <translation>已取消，微信未确认关闭</translation>
    </message>
    <message>
        <source>Paid after the end</source>
        <translation>结束后才到账</translation>
    </message>
    <message>
        <source>Account refuses it</source>
        <translation>顾客的账户无法收款</translation>
    </message>
    <message>
        <source>Book was changed</source>
        <translation>账本与记录不符</translation>
    </message>
    <message>
        <source>WeChat refund</source>
        <translation>微信退款</translation>
    </message>
    <message>
        <source>WeChat QR</source>
        <translation>微信扫码</translation>
    </message>
    <message>
        <source>Nobody knows yet whether the customer has paid.</source>
        <translation>还不知道顾客是否已付。</translation>
    </message>
    <message>
        <source>Do not charge again: the money may have moved.</source>
        <translation>请勿重新收款：钱可能已经付出。</translation>
    </message>
    <message>
        <source>The till keeps asking; ask now if the customer waits.</source>
        <translation>正在自动查询；顾客在等时可立即查询。</translation>
    </message>
    <message>
        <source>The payment was given up here, but WeChat Pay has not confirmed that it is closed.</source>
        <translation>这笔收款已在本机取消，但微信支付还没有确认关闭。</translation>
    </message>
    <message>
        <source>Until then the customer could still pay it.</source>
        <translation>确认之前，顾客仍可能付款。</translation>
    </message>
    <message>
        <source>The till keeps closing it; ask now for the answer.</source>
        <translation>正在自动关闭；可立即查询结果。</translation>
    </message>
    <message>
        <source>The customer paid this after the ticket was settled or given up.</source>
        <translation>小票已结清或已放弃后，顾客才付了这笔钱。</translation>
    </message>
    <message>
        <source>The money is in the shop&apos;s account, and belongs to no ticket.</source>
        <translation>钱已到商户账户，还不属于任何小票。</translation>
    </message>
    <message>
        <source>Give it back, or match it to the ticket that it was for.</source>
        <translation>请退款，或匹配到它所属的小票。</translation>
    </message>
    <message>
        <source>The refund cannot reach the customer: the card is closed or frozen.</source>
        <translation>退款到不了顾客账户：银行卡已注销或冻结。</translation>
    </message>
    <message>
        <source>The money is safe at WeChat Pay.</source>
        <translation>钱在微信支付，是安全的。</translation>
    </message>
    <message>
        <source>Send it to another account.</source>
        <translation>请退到其他账户。</translation>
    </message>
    <message>
        <source>The journal does not agree with the records: somebody or something changed them.</source>
        <translation>流水与记录不一致：有人或程序改动过。</translation>
    </message>
    <message>
        <source>No money has moved by it; what was sold may be told wrongly.</source>
        <translation>钱没有因此变动，但销售记录可能不准。</translation>
    </message>
    <message>
        <source>Call whoever looks after this till, and keep a backup.</source>
        <translation>请联系收银机负责人，并保留备份。</translation>
    </message>
    <message>
        <source>Your merchant account holds too little for this refund.</source>
        <translation>商户账户余额不足，无法退这笔款。</translation>
    </message>
    <message>
        <source>No money has moved, and the amount stays reserved.</source>
        <translation>钱没有动，额度仍保留。</translation>
    </message>
    <message>
        <source>Top it up, then send again: it stays the same number.</source>
        <translation>请充值后重新提交，单号不变。</translation>
    </message>
    <message>
        <source>WeChat Pay has not answered about this refund.</source>
        <translation>微信支付还没有答复这笔退款。</translation>
    </message>
    <message>
        <source>It is sent once at most, under one number.</source>
        <translation>同一单号最多只退一次。</translation>
    </message>
    <message>
        <source>The till keeps asking by itself.</source>
        <translation>收银机会自动继续查询。</translation>
    </message>
    <message>
        <source>The amount stays reserved, under one number.</source>
        <translation>额度仍保留，单号不变。</translation>
    </message>
    <message>
        <source>Marked as resolved by {who} at {time}: {reason}</source>
        <translation>{who} 于 {time} 标记已处理：{reason}</translation>
    </message>
    <message>
        <source>The till goes on watching it; money that comes is listed anew.</source>
        <translation>收银机继续跟踪；若再到账会重新列出。</translation>
    </message>
    <message>
        <source>It stays here until its cause is gone.</source>
        <translation>问题消除前保留在此。</translation>
    </message>
    <message>
        <source>Number {number}</source>
        <translation>单号 {number}</translation>
    </message>
    <message>
        <source>WeChat number {number}</source>
        <translation>微信单号 {number}</translation>
    </message>
    <message>
        <source>Last answer {time}: {code}</source>
        <translation>上次答复 {time}：{code}</translation>
    </message>
    <message>
        <source>Asked {times} times in a row</source>
        <translation>已连续查询 {times} 次</translation>
    </message>
    <message>
        <source>Query now</source>
        <translation>立即查询</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>匹配小票</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>重新提交</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回退款</translation>
    </message>
    <message>
        <source>Another account</source>
        <translation>退到其他账户</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Mark resolved</source>
        <translation>标记已处理</translation>
    </message>
    <message>
        <source>Call whoever set up this till, and say: {place}</source>
        <translation>请致电收银机安装人员，并告知：{place}</translation>
    </message>
    <message>
        <source>WeChat Pay answers under 95017. Have at hand: {number}</source>
        <translation>微信支付客服 95017，请准备好单号：{number}</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} 分</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 时 {minutes} 分</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>{days} days</source>
        <translation>{days} 天</translation>
    </message>
</context>
<context>
    <name>UnresolvedCard</name>
    <message>
        <source>A moment</source>
        <translation>请稍候</translation>
    </message>
</context>
<context>
    <name>UnresolvedPage</name>
    <message>
        <source>{ticket} ¥{amount}: {state}</source>
        <translation>{ticket} ¥{amount}：{state}</translation>
    </message>
    <message>
        <source>Refund of {ticket} ¥{amount}: {state}</source>
        <translation>{ticket} 退款 ¥{amount}：{state}</translation>
    </message>
    <message>
        <source>WeChat Pay has no other answer yet; the till keeps asking.</source>
        <translation>微信支付暂无新的答复，正在继续查询。</translation>
    </message>
    <message>
        <source>Unresolved</source>
        <translation>待确认款</translation>
    </message>
    <message>
        <source>Each has one thing to do first</source>
        <translation>每一笔都有一个建议动作</translation>
    </message>
    <message>
        <source>Nothing waits</source>
        <translation>没有待处理的款项</translation>
    </message>
    <message>
        <source>Every payment and every refund is proven, or is on its usual way.</source>
        <translation>每一笔收款和退款都已确认，或正在正常进行。</translation>
    </message>
    <message>
        <source>Query all</source>
        <translation>全部查询一遍</translation>
    </message>
    <message>
        <source>A PIN was set past the rules: see Staff ({key})</source>
        <translation>有 PIN 被越过规则重设：请看员工页（{key}）</translation>
    </message>
    <message>
        <source>Nothing to ask</source>
        <translation>没有可查询的</translation>
    </message>
    <message>
        <source>A moment, please</source>
        <translation>请稍候</translation>
    </message>
    <message>
        <source>Asking WeChat Pay</source>
        <translation>正在询问微信支付</translation>
    </message>
    <message>
        <source>Looking for tickets</source>
        <translation>正在查找小票</translation>
    </message>
    <message>
        <source>Asking about all of them</source>
        <translation>正在逐笔查询</translation>
    </message>
    <message>
        <source>Being written down</source>
        <translation>正在记录</translation>
    </message>
</context>
<context>
    <name>UpdateDesk</name>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
</context>
<context>
    <name>UpdatePage</name>
    <message>
        <source>{done} of {of} MB are here</source>
        <translation>已取回 {done} / {of} MB</translation>
    </message>
    <message>
        <source>Close the till, then let whoever looks after this computer run: {command}</source>
        <translation>请关闭收银程序，然后由电脑管理员执行：{command}</translation>
    </message>
    <message>
        <source>Asking for a newer version</source>
        <translation>正在检查更新</translation>
    </message>
    <message>
        <source>Bringing it; the till sells on meanwhile</source>
        <translation>正在取回更新；收银照常进行</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>请稍候</translation>
    </message>
    <message>
        <source>Restart first</source>
        <translation>请先重新启动</translation>
    </message>
    <message>
        <source>There is no version before</source>
        <translation>没有上一个版本</translation>
    </message>
    <message>
        <source>Look first</source>
        <translation>请先检查</translation>
    </message>
    <message>
        <source>Back to {version}</source>
        <translation>退回 {version}</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>This till runs version {version}.</source>
        <translation>本机运行的版本是 {version}。</translation>
    </message>
    <message>
        <source>Version {version} starts next.</source>
        <translation>下次启动的是 {version} 版。</translation>
    </message>
    <message>
        <source>No newer version is known.</source>
        <translation>没有发现更新的版本。</translation>
    </message>
    <message>
        <source>Version {version} is here, and ready.</source>
        <translation>{version} 版已取回，可以切换。</translation>
    </message>
    <message>
        <source>Version {version} is there.</source>
        <translation>有新版本 {version}。</translation>
    </message>
    <message>
        <source>Restart the till</source>
        <translation>重新启动收银程序</translation>
    </message>
    <message>
        <source>Switch to it</source>
        <translation>切换到新版本</translation>
    </message>
    <message>
        <source>Fetch it</source>
        <translation>取回新版本</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Look for a newer one</source>
        <translation>检查更新</translation>
    </message>
</context>
<context>
    <name>XPanel</name>
    <message>
        <source>Go back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>No printer is set up</source>
        <translation>未设置打印机</translation>
    </message>
    <message>
        <source>X report</source>
        <translation>X 报表</translation>
    </message>
    <message>
        <source>{shift} · at {time}</source>
        <translation>{shift} · 截至 {time}</translation>
    </message>
</context>
</TS>
